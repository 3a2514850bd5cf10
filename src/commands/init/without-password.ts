/**
 * An address of a database without its password, which belongs into the environment. A URL keeps everything
 * else; of Mattermost's other forms only what stands between user and host, or behind `password=`, goes.
 */
export function withoutPassword(address: string): string {
  if (/^[a-z]+:\/\//i.test(address)) {
    return address.replace(/^([a-z]+:\/\/[^:@/]*):.*@(?=[^@]*$)/i, '$1@');
  }
  if (/\bpassword\s*=/i.test(address)) {
    return address.replace(/\s*\bpassword\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S*)/gi, '').trim();
  }
  return address.replace(/^([^:@]*):.*@(?=(?:tcp|unix)\()/i, '$1@');
}
