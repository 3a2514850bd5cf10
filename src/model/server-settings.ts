/** What Mattermost's config.json says that matters for a move, beside where its data are. */
export interface ServerSettings {
  /** Ids of the plugins that are switched on. */
  readonly plugins: readonly string[];
  /** People sign in by SAML, LDAP or OpenID. */
  readonly hasSingleSignOn: boolean;
  /** Age in days from which on messages are deleted; undefined when none are. */
  readonly retentionDays: number | undefined;
  readonly security: ServerSecurity;
}

/** True for the safe setting; undefined where config.json does not say. */
export interface ServerSecurity {
  /** By the site's address, or by the server itself. */
  readonly tls: boolean | undefined;
  readonly 'rate-limiting': boolean | undefined;
  /** Enforced, and not merely offered. */
  readonly mfa: boolean | undefined;
  readonly 'closed-registration': boolean | undefined;
  /** No links that show a file without an account. */
  readonly 'private-files': boolean | undefined;
  readonly 'email-verification': boolean | undefined;
  readonly 'no-plugin-uploads': boolean | undefined;
}
