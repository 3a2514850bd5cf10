/** Formats a sum as `52,500 JPY` or `273.44 USD`, with as many decimals as the currency has. */
export function moneyText(value: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return `${value.toLocaleString('en-US', digits)} ${currency}`;
}

/** Formats a figure of the settings as it is written there, grouped. */
export const figureText = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 6 });

const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 0;
