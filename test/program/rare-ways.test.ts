/** Which names and places say that something seldom runs. */
import { describe, expect, it } from 'vitest';
import { isRareEntry, isRareFunction, isRarePlace } from '../../src/program/rare-ways.ts';

describe('functions', () => {
  it.each([
    'installPlugin',
    'Updater.runMigrations',
    'loginWithPassword',
    'logIn',
    'signup',
    'createUser',
    'Settings.save',
    'ConfigStore.set',
    'saveUserSettings',
    'BackupManager.restore',
    'connect',
    'Network.reconnect',
    'connectToNetwork',
  ])('%s is rare', (name) => expect(isRareFunction(name)).toBe(true));

  it.each([
    'listUsers',
    'getSettings',
    'authenticate',
    'loadConfig',
    'MongoStore.safeConnect',
    'connectionFor',
    'blogIndex',
    'assignIn',
    'saveOrder',
    'renderAdmiral',
    '',
  ])('%j is not', (name) => expect(isRareFunction(name)).toBe(false));
});

describe('places', () => {
  it.each([
    'src/admin/routes.js',
    'src/routes/admin.js',
    'src/hooks/adminPlugins.ts',
    'db/migrations/1.js',
    'dev-server.js',
  ])('%s is rare', (path) => expect(isRarePlace(path)).toBe(true));

  it.each(['src/login.js', 'src/setup.js', 'src/badminton.js', 'src/connect.js'])('%s is not', (path) =>
    expect(isRarePlace(path)).toBe(false),
  );
});

describe('entry points', () => {
  it.each([
    ['POST /login', true],
    ['POST */restore', true],
    ['GET /admin/users', true],
    ['PUT /api/settings', true],
    ['GET /api/settings', false],
    ['GET /orders', false],
    ['web socket connect', false],
    ['web socket connection', false],
  ])('%s: %s', (label, expected) => expect(isRareEntry(label, 'src/server.js')).toBe(expected));
});
