import { expect, it } from 'vitest';
import { addressText } from '../../../../src/exporters/database/errors.ts';

it.each([
  [{ host: 'db.example', port: 3306, socketPath: undefined }, 'db.example:3306'],
  [{ host: '::1', port: 5432, socketPath: undefined }, '[::1]:5432'],
  [{ host: 'localhost', port: 3306, socketPath: '/run/mysqld.sock' }, '/run/mysqld.sock'],
])('a server is named as it is given: %j', (address, text) => {
  expect(addressText(address)).toBe(text);
});
