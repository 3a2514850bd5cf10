import type { notify as en } from '../en/notify.ts';

export const notify: typeof en = {
  ended: {
    0: 'mm2slack {command}: 完了しました (終了コード 0、所要時間 {time})',
    1: 'mm2slack {command}: 完了しましたが、差異があるか、確認に失敗しました (終了コード 1、所要時間 {time})',
    2: 'mm2slack {command}: エラーとして中止しました (終了コード 2、所要時間 {time})',
    3: 'mm2slack {command}: 途中で停止しました (終了コード 3、所要時間 {time})。同じコマンドで続行できます',
    70: 'mm2slack {command}: プログラムの不具合で終了しました (終了コード 70、所要時間 {time})',
    130: 'mm2slack {command}: 中断されました (終了コード 130、所要時間 {time})',
  },
  paused:
    'mm2slack {command}: Slack のレート制限により待機しています (この待機は {time})。自動で再開します',
  codes: '理由: {codes}',
  time: '{hours} 時間 {minutes} 分 {seconds} 秒',
  undelivered: '警告: notify.url への通知を送信できませんでした ({reason})',
};
