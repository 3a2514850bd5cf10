/** What Mattermost's config.json says that matters for a move, beside where its data are. */
export interface ServerSettings {
  /** Ids of the plugins that are switched on. */
  readonly plugins: readonly string[];
  /** People sign in by SAML, LDAP or OpenID. */
  readonly hasSingleSignOn: boolean;
  /** Messages older than so many days are deleted; undefined when none are. */
  readonly retentionDays: number | undefined;
}
