/**
 * The tables of a staged export: Mattermost's own, as far as the format fills them, so that everything that reads a
 * server's tables reads these; and `Bulk…` for what is ours. Change STAGE_VERSION with them, or with what BulkMeta holds:
 * another version is staged again.
 */
export const STAGE_VERSION = 3;

export const TABLES = `
  CREATE TABLE BulkMeta (Name TEXT PRIMARY KEY, Value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE BulkEntries (Path TEXT PRIMARY KEY, Part INTEGER NOT NULL, HeaderAt INTEGER NOT NULL,
    PackedBytes INTEGER NOT NULL, SizeBytes INTEGER NOT NULL, Method INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE BulkAliases (Path TEXT PRIMARY KEY, Target TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE BulkUnknown (Part INTEGER NOT NULL, Line INTEGER NOT NULL, Kind TEXT NOT NULL, Json TEXT NOT NULL);
  CREATE TABLE Systems (Name TEXT PRIMARY KEY, Value TEXT) WITHOUT ROWID;
  CREATE TABLE Teams (Id TEXT PRIMARY KEY, Name TEXT, DisplayName TEXT, Type TEXT, CreateAt INTEGER, DeleteAt INTEGER)
    WITHOUT ROWID;
  CREATE TABLE Channels (Id TEXT PRIMARY KEY, Type TEXT, TeamId TEXT, Name TEXT, DisplayName TEXT, Header TEXT,
    Purpose TEXT, CreatorId TEXT, CreateAt INTEGER, DeleteAt INTEGER) WITHOUT ROWID;
  CREATE TABLE ChannelMembers (ChannelId TEXT, UserId TEXT, Roles TEXT NOT NULL DEFAULT '',
    SchemeAdmin INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (ChannelId, UserId)) WITHOUT ROWID;
  CREATE TABLE Preferences (UserId TEXT, Category TEXT, Name TEXT, Value TEXT NOT NULL,
    PRIMARY KEY (Category, Name, UserId)) WITHOUT ROWID;
  CREATE TABLE Users (Id TEXT PRIMARY KEY, Username TEXT, Email TEXT, AuthService TEXT, FirstName TEXT, LastName TEXT,
    Nickname TEXT, Position TEXT, Roles TEXT, Locale TEXT, CreateAt INTEGER, UpdateAt INTEGER, DeleteAt INTEGER)
    WITHOUT ROWID;
  CREATE TABLE Bots (UserId TEXT PRIMARY KEY, OwnerId TEXT, Description TEXT, CreateAt INTEGER, UpdateAt INTEGER,
    DeleteAt INTEGER) WITHOUT ROWID;
  CREATE TABLE Emoji (Id TEXT PRIMARY KEY, Name TEXT, CreatorId TEXT, CreateAt INTEGER, DeleteAt INTEGER) WITHOUT ROWID;
  CREATE TABLE Posts (Id TEXT NOT NULL UNIQUE, CreateAt INTEGER, UpdateAt INTEGER, EditAt INTEGER, DeleteAt INTEGER,
    IsPinned INTEGER, UserId TEXT, ChannelId TEXT, RootId TEXT, OriginalId TEXT, Message TEXT, Type TEXT, Props TEXT,
    FileIds TEXT, Part INTEGER NOT NULL);
  CREATE TABLE Reactions (PostId TEXT, UserId TEXT, EmojiName TEXT, CreateAt INTEGER,
    PRIMARY KEY (PostId, UserId, EmojiName)) WITHOUT ROWID;
  CREATE TABLE FileInfo (Id TEXT PRIMARY KEY, CreatorId TEXT, PostId TEXT, CreateAt INTEGER, DeleteAt INTEGER, Path TEXT,
    Name TEXT, Extension TEXT, Size INTEGER, MimeType TEXT, Width INTEGER, Height INTEGER) WITHOUT ROWID;
  CREATE INDEX FileInfoByPost ON FileInfo (PostId);
  PRAGMA user_version = ${STAGE_VERSION};`;

/** Made at the end: inserting is faster without them. */
export const INDEXES = `
  CREATE INDEX PostsByTime ON Posts (ChannelId, CreateAt, Id);
  CREATE INDEX PostsByChange ON Posts (ChannelId, UpdateAt);
  CREATE INDEX PostsByRoot ON Posts (RootId);
  CREATE INDEX PostsByUpdate ON Posts (UpdateAt);`;
