import { writeFile } from 'node:fs/promises';
import { spawnSync, spawn } from 'node:child_process';
import { it } from 'vitest';
import { BOT_TOKEN, startSlackServer } from './support/slack/slack-server.ts';
const FAST = `
slack:
  settleMs: 200
  limits: { posts: 600000, postsPerChannel: 600000, conversations.create: 60000, conversations.setTopic: 60000, conversations.setPurpose: 60000, conversations.invite: 60000, conversations.archive: 60000, conversations.join: 60000, conversations.history: 60000, conversations.replies: 60000, conversations.list: 60000, conversations.members: 60000, pins.list: 60000, pins.add: 60000, chat.delete: 60000, files.delete: 60000, conversations.rename: 60000, conversations.unarchive: 60000, files.getUploadURLExternal: 60000, files.completeUploadExternal: 60000, files.info: 60000 }
`;
const run = (args: string[], env: Record<string,string>) => new Promise<{code:number|null,out:string}>((resolve) => {
  const c = spawn(process.execPath, ['/tmp/vscratch/app/dist/cli.js', ...args], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  let out=''; c.stdout.on('data',(d)=>{out+=d}); c.stderr.on('data',(d)=>{out+=d}); c.on('close',(code)=>resolve({code,out}));
});
it('real', async () => {
  const engine = process.env['ENGINE'] ?? 'my';
  const source = engine === 'my' ? 'mysql://mm:secret@127.0.0.1:13306/mm' : 'postgres://postgres@127.0.0.1:15432/mm';
  const dir = `/tmp/vscratch/real-${engine}`;
  spawnSync('rm', ['-rf', dir]); spawnSync('mkdir', ['-p', dir]);
  await writeFile(`${dir}/c.yaml`, FAST);
  const slack = await startSlackServer();
  const env = { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl };
  const args = ['--source', source, '--work', `${dir}/w`, '--config', `${dir}/c.yaml`, '--files', '/tmp/dev/files', '--include', 'public,private,direct,group', '--quiet'];
  const t0 = Date.now();
  const a = await run(['replay', ...args], env);
  await writeFile(`${dir}/replay.out`, `${a.code} ${Date.now()-t0}ms\n${a.out}`);
  const t1 = Date.now();
  const b = await run(['verify', ...args], env);
  await writeFile(`${dir}/verify.out`, `${b.code} ${Date.now()-t1}ms\n${b.out}`);
  await slack.stop();
}, 3_000_000);
