/** Where the server is on this machine. Knows nothing of VS Code, so that plain tests can ask it. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

export const SERVER = "litnotes-server";

/** What a look-up needs to know of the machine. */
export interface Machine {
  platform: NodeJS.Platform;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether there is a file that can be run. */
  runs(file: string): boolean;
  /** The names in a folder; none where it is none. */
  names(folder: string): string[];
}

/** What the user and the workspace say. */
export interface Wanted {
  /** The setting `litnotes.server.command`; empty where it is not set. */
  configured: readonly string[];
  /** The open folders. */
  folders: readonly string[];
  /** Whether the workspace may name what is run. */
  trusted: boolean;
}

export interface Found {
  command: string;
  args: string[];
  from: "setting" | "workspace" | "PATH" | "usual place";
}

/** Returns the command line of the server with its absolute path; undefined where there is none. */
export function findServer(wanted: Wanted, machine: Machine): Found | undefined {
  const [name, ...args] = wanted.configured;
  if (name) {
    const command = findConfigured(name, wanted, machine);
    return command ? { command, args, from: "setting" } : undefined;
  }
  const own = wanted.trusted ? first(venvFolders(wanted.folders, machine), SERVER, machine) : undefined;
  if (own) {
    return { command: own, args: [], from: "workspace" };
  }
  const onPath = first(pathFolders(machine, wanted), SERVER, machine);
  if (onPath) {
    return { command: onPath, args: [], from: "PATH" };
  }
  const usual = first(usualFolders(machine), SERVER, machine);
  return usual ? { command: usual, args: [], from: "usual place" } : undefined;
}

/** Returns a program's absolute path, looked up like a shell does and in the usual places; undefined without one. */
export function findProgram(name: string, machine: Machine): { file: string; onPath: boolean } | undefined {
  const onPath = first(pathFolders(machine), name, machine);
  const file = onPath ?? first(binFolders(machine), name, machine);
  return file ? { file, onPath: file === onPath } : undefined;
}

function findConfigured(name: string, wanted: Wanted, machine: Machine): string | undefined {
  const files = filesOf(machine);
  const [folder] = wanted.folders;
  let file = name.startsWith("~/") || name.startsWith("~\\") ? files.join(machine.home, name.slice(2)) : name;
  if (folder) {
    file = file.replace("${workspaceFolder}", folder);
  }
  if (files.isAbsolute(file)) {
    return first([files.dirname(file)], files.basename(file), machine);
  }
  if (/[/\\]/.test(file)) {
    // A path in the workspace: what stands there is the workspace's to say.
    return wanted.trusted && folder ? first([files.join(folder, files.dirname(file))], files.basename(file), machine) : undefined;
  }
  return first([...pathFolders(machine, wanted), ...usualFolders(machine)], file, machine);
}

function venvFolders(folders: readonly string[], machine: Machine): string[] {
  const files = filesOf(machine);
  return folders.map((folder) => files.join(folder, ".venv", scripts(machine)));
}

/** The folders of PATH; relative ones never count, and in an untrusted workspace nothing inside of it does. */
function pathFolders(machine: Machine, wanted?: Wanted): string[] {
  const files = filesOf(machine);
  const listed = (machine.env["PATH"] ?? machine.env["Path"] ?? "").split(files.delimiter);
  const inside = (folder: string, root: string): boolean => {
    const way = files.relative(root, folder);
    return way === "" || (way !== ".." && !way.startsWith(".." + files.sep) && !files.isAbsolute(way));
  };
  const barred = wanted && !wanted.trusted ? wanted.folders : [];
  return listed.filter((folder) => files.isAbsolute(folder) && !barred.some((root) => inside(folder, root)));
}

/** Where pipx and uv put links to programs, and what an editor that was not started from a shell often lacks. */
function binFolders(machine: Machine): string[] {
  const { env, home, platform } = machine;
  const files = filesOf(machine);
  const folders = [env["UV_TOOL_BIN_DIR"], env["PIPX_BIN_DIR"], env["XDG_BIN_HOME"], files.join(home, ".local", "bin")];
  if (platform === "darwin") {
    folders.push("/opt/homebrew/bin", "/usr/local/bin");
  } else if (platform !== "win32") {
    folders.push("/usr/local/bin", "/home/linuxbrew/.linuxbrew/bin");
  }
  return folders.filter((folder): folder is string => !!folder && files.isAbsolute(folder));
}

/** The usual places of pipx, uv and `pip install --user`. */
function usualFolders(machine: Machine): string[] {
  const { env, home, platform } = machine;
  const files = filesOf(machine);
  const data = env["XDG_DATA_HOME"] ?? files.join(home, ".local", "share");
  const venvs = [
    env["PIPX_HOME"] && files.join(env["PIPX_HOME"], "venvs"),
    env["UV_TOOL_DIR"],
    files.join(data, "pipx", "venvs"),
    files.join(home, ".local", "pipx", "venvs"),
    files.join(data, "uv", "tools"),
  ];
  const users: string[] = [];
  if (platform === "win32") {
    const roaming = env["APPDATA"] ?? files.join(home, "AppData", "Roaming");
    const local = env["LOCALAPPDATA"] ?? files.join(home, "AppData", "Local");
    venvs.push(files.join(home, "pipx", "venvs"), files.join(local, "pipx", "pipx", "venvs"), files.join(roaming, "uv", "tools"));
    users.push(...pythons(files.join(roaming, "Python"), "Scripts", machine));
    users.push(...pythons(files.join(local, "Programs", "Python"), "Scripts", machine));
  } else if (platform === "darwin") {
    venvs.push(files.join(home, "Library", "Application Support", "pipx", "venvs"));
    users.push(...pythons(files.join(home, "Library", "Python"), "bin", machine));
  }
  const own = venvs.filter((folder): folder is string => !!folder && files.isAbsolute(folder));
  return [...binFolders(machine), ...own.map((folder) => files.join(folder, "litnotes", scripts(machine))), ...users];
}

function pythons(folder: string, inner: string, machine: Machine): string[] {
  const versions = machine.names(folder).filter((name) => /^(Python)?3/.test(name));
  return versions.sort().reverse().map((version) => filesOf(machine).join(folder, version, inner));
}

function first(folders: readonly string[], name: string, machine: Machine): string | undefined {
  const files = filesOf(machine);
  const names = machine.platform === "win32" && !/\.(exe|com)$/i.test(name) ? [name + ".exe"] : [name];
  return folders.flatMap((folder) => names.map((each) => files.join(folder, each))).find((file) => machine.runs(file));
}

function scripts(machine: Machine): string {
  return machine.platform === "win32" ? "Scripts" : "bin";
}

function filesOf(machine: Machine): path.PlatformPath {
  return machine.platform === "win32" ? path.win32 : path.posix;
}

/** Returns the machine that we are on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    home: os.homedir(),
    env: process.env,
    runs(file) {
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
      } catch {
        return false;
      }
    },
    names(folder) {
      try {
        return fs.readdirSync(folder);
      } catch {
        return [];
      }
    },
  };
}
