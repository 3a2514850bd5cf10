import type { SecurityItem, SecurityItemId } from '../../mapping/inventory/security.ts';
import type { SecurityState } from '../../model/costs.ts';

/** The checklist of security. */
export const security = {
  items: {
    'private-subnet': 'Server and database in a private subnet',
    waf: 'Web application firewall with rules and logs',
    'network-acl': 'Network ACL',
    'metrics-alarms': 'Metrics and alarms (memory, disk, processor)',
    patching: 'Patches on a schedule',
    'flow-logs': 'Flow logs of the network',
    'audit-services': 'Audit services of the cloud (such as CloudTrail and GuardDuty)',
    'backups-tried': 'Backups that were restored on trial',
    tls: 'TLS',
    ssh: 'SSH by key and from known places alone',
    'rate-limiting': 'Rate limiting (RateLimitSettings.Enable)',
    mfa: 'Multi-factor authentication enforced (ServiceSettings.EnforceMultifactorAuthentication)',
    'closed-registration': 'No open registration (TeamSettings.EnableOpenServer)',
    'private-files': 'No public links to files (FileSettings.EnablePublicLink)',
    'email-verification': 'E-mail addresses verified (EmailSettings.RequireEmailVerification)',
    'no-plugin-uploads': 'No uploads of plugins (PluginSettings.EnableUploads)',
  } satisfies Record<SecurityItemId, string>,
  states: {
    done: 'done',
    'not-done': 'not done',
    unknown: 'not known',
  } satisfies Record<SecurityState, string>,
  from: {
    settings: 'inventory.security in the settings',
    'config-json': "the server's config.json",
  } satisfies Record<NonNullable<SecurityItem['from']>, string>,
  cost: '{once} once, {month} a month',
};
