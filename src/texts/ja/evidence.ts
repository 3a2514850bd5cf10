import type { evidence as en } from '../en/evidence.ts';

export const evidence: typeof en = {
  written: '{file}: {count} ファイル、{size}。展開後に sha256sum -c SHA256SUMS で確認できます。',
  leftOut: '対象外: {path} ({reason})',
  reasons: {
    unknown: 'このプログラムが作成するファイルではありません',
    'holds-secrets': '認証情報の一部が入っています',
    'holds-names': '名前や本文が入っています',
    'working-state': 'プログラムの作業用ファイルです',
    'not-a-file': 'ファイルではありません',
  },
  whole: '名前、メールアドレス、本文が入っています。作業ディレクトリと同じように保管してください。',
  redacted: 'ID、コード、数値だけで、名前、メールアドレス、本文は入っていません。',
};
