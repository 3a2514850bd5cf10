import type { index as en } from '../en/index-page.ts';

export const index: typeof en = {
  title: '移行の状況',
  made: '{time} 現在',
  steps: '手順',
  isDone: '完了',
  isOpen: '未完了',
  files: 'ファイル',
  personal:
    '各ファイルに含まれる個人情報は「個人情報」の欄に示しています。記録を別の場所に保管したら削除してください。',
  runs: '実行の履歴',
  none: 'ありません。',
  columns: {
    file: 'ファイル',
    holds: '個人情報',
    changed: '更新日時',
    size: 'サイズ',
    command: 'コマンド',
    began: '開始',
    took: '所要時間',
    end: '終了コード',
    read: '読み取った投稿',
    written: '書き込んだ、または比較した投稿',
  },
  ends: {
    0: '正常終了',
    1: '差異があります',
    2: '実行せずに終了',
    3: '途中で停止',
    70: 'プログラムの不具合',
    130: '中断',
  },
};
