/** What the user has set, and nothing else: a default of the editor must not override `litnotes.toml`. */

/** What `WorkspaceConfiguration.inspect` tells of one key. */
export interface Inspected {
  globalValue?: unknown;
  workspaceValue?: unknown;
  workspaceFolderValue?: unknown;
}

export type Settings = { [key: string]: unknown };

/** Settings of the extension itself, which are no keys of `litnotes.toml`. */
export const OURS = ["server.command", "trace.server"];

/** Returns the keys of `litnotes.toml` among the settings that the extension declares. */
export function serverKeys(declared: readonly string[]): string[] {
  return declared.map((key) => key.replace(/^litnotes\./, "")).filter((key) => !OURS.includes(key));
}

/** Returns the settings in the shape of `litnotes.toml`, with those keys only that somebody set. */
export function explicitSettings(keys: readonly string[], inspect: (key: string) => Inspected | undefined): Settings {
  const settings: Settings = {};
  for (const key of keys) {
    const found = inspect(key);
    const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    if (value === undefined || value === null) {
      continue;
    }
    const tables = key.split(".");
    const name = tables.pop() ?? key;
    let table = settings;
    for (const each of tables) {
      table = (table[each] ??= {}) as Settings;
    }
    table[name] = value;
  }
  return settings;
}
