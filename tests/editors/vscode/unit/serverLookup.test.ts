import assert from "node:assert/strict";
import { test } from "node:test";
import { installLine } from "../../../../editors/vscode/src/installLine";
import { findServer, type Machine, type Wanted } from "../../../../editors/vscode/src/serverLookup";

const nothing: Wanted = { configured: [], folders: [], trusted: true };

function machine(files: string[], more: Partial<Machine> = {}): Machine {
  return {
    platform: "linux",
    home: "/home/ada",
    env: { PATH: "/usr/bin:/bin" },
    runs: (file) => files.includes(file),
    names: (folder) => [...new Set(files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length + 1).split(/[/\\]/)[0] ?? ""))],
    ...more,
  };
}

function windows(files: string[], env: Machine["env"] = {}): Machine {
  return machine(files, { platform: "win32", home: "C:\\Users\\ada", env: { PATH: "C:\\Windows", APPDATA: "C:\\Users\\ada\\AppData\\Roaming", ...env } });
}

const found = (wanted: Partial<Wanted>, on: Machine): string | undefined => findServer({ ...nothing, ...wanted }, on)?.command;

test("nothing anywhere", () => {
  assert.equal(findServer(nothing, machine([])), undefined);
});

test("the setting comes first, and keeps its arguments", () => {
  const on = machine(["/opt/litnotes", "/usr/bin/litnotes-server"]);
  assert.deepEqual(findServer({ ...nothing, configured: ["/opt/litnotes", "--log-file", "x"] }, on), { command: "/opt/litnotes", args: ["--log-file", "x"], from: "setting" });
});

test("a setting that names nothing is not made up for by another server", () => {
  assert.equal(found({ configured: ["/opt/none"] }, machine(["/usr/bin/litnotes-server"])), undefined);
});

test("a setting may say ~, a bare name, and the workspace folder", () => {
  assert.equal(found({ configured: ["~/bin/s"] }, machine(["/home/ada/bin/s"])), "/home/ada/bin/s");
  assert.equal(found({ configured: ["uv", "run"] }, machine(["/home/ada/.local/bin/uv"])), "/home/ada/.local/bin/uv");
  assert.equal(found({ configured: ["${workspaceFolder}/s"], folders: ["/n"] }, machine(["/n/s"])), "/n/s");
  assert.equal(found({ configured: ["env/s"], folders: ["/n"] }, machine(["/n/env/s"])), "/n/env/s");
});

test("an untrusted workspace has no say", () => {
  const on = machine(["/n/.venv/bin/litnotes-server", "/n/env/s", "/n/bin/litnotes-server"], { env: { PATH: "/n/bin:./bin:." } });
  const untrusted = { folders: ["/n"], trusted: false };
  assert.equal(found(untrusted, on), undefined);
  assert.equal(found({ ...untrusted, configured: ["env/s"] }, on), undefined);
  assert.equal(found({ ...untrusted, trusted: true }, on), "/n/.venv/bin/litnotes-server");
});

test("relative entries of PATH never count", () => {
  assert.equal(found({}, machine(["bin/litnotes-server", "./litnotes-server"], { env: { PATH: "bin:.::" } })), undefined);
});

test("the workspace's .venv comes before PATH, and PATH before the usual places", () => {
  const files = ["/home/ada/.local/bin/litnotes-server", "/usr/bin/litnotes-server", "/n/.venv/bin/litnotes-server"];
  assert.equal(found({ folders: ["/n"] }, machine(files)), files[2]);
  assert.equal(found({ folders: ["/m"] }, machine(files)), files[1]);
  assert.equal(found({}, machine(files.slice(0, 1))), files[0]);
});

for (const file of [
  "/home/ada/.local/bin/litnotes-server",
  "/home/ada/.local/share/pipx/venvs/litnotes/bin/litnotes-server",
  "/home/ada/.local/pipx/venvs/litnotes/bin/litnotes-server",
  "/home/ada/.local/share/uv/tools/litnotes/bin/litnotes-server",
]) {
  test(`usual place: ${file}`, () => assert.equal(found({}, machine([file])), file));
}

test("places that pipx and uv were told of", () => {
  for (const [name, folder, file] of [
    ["PIPX_HOME", "/p", "/p/venvs/litnotes/bin/litnotes-server"],
    ["PIPX_BIN_DIR", "/b", "/b/litnotes-server"],
    ["UV_TOOL_DIR", "/u", "/u/litnotes/bin/litnotes-server"],
    ["UV_TOOL_BIN_DIR", "/ub", "/ub/litnotes-server"],
  ] as const) {
    assert.equal(found({}, machine([file], { env: { [name]: folder } })), file);
  }
});

test("macOS: Homebrew, pipx and pip --user", () => {
  for (const file of [
    "/opt/homebrew/bin/litnotes-server",
    "/home/ada/Library/Application Support/pipx/venvs/litnotes/bin/litnotes-server",
    "/home/ada/Library/Python/3.12/bin/litnotes-server",
  ]) {
    assert.equal(found({}, machine([file], { platform: "darwin" })), file);
  }
});

test("Windows: .exe, Scripts, and a PATH that is called Path", () => {
  for (const file of [
    "C:\\Users\\ada\\.local\\bin\\litnotes-server.exe",
    "C:\\Users\\ada\\pipx\\venvs\\litnotes\\Scripts\\litnotes-server.exe",
    "C:\\Users\\ada\\AppData\\Roaming\\uv\\tools\\litnotes\\Scripts\\litnotes-server.exe",
    "C:\\Users\\ada\\AppData\\Roaming\\Python\\Python312\\Scripts\\litnotes-server.exe",
  ]) {
    assert.equal(found({}, windows([file])), file);
  }
  const venv = "C:\\n\\.venv\\Scripts\\litnotes-server.exe";
  assert.equal(found({ folders: ["C:\\n"] }, windows([venv])), venv);
  assert.equal(found({}, windows(["D:\\t\\litnotes-server.exe"], { PATH: undefined, Path: "D:\\t" })), "D:\\t\\litnotes-server.exe");
});

test("installation: pipx, else uv, else pip", () => {
  assert.equal(installLine(machine(["/usr/bin/pipx", "/usr/bin/uv"])), "pipx install litnotes");
  assert.equal(installLine(machine(["/usr/bin/uv"])), "uv tool install litnotes");
  assert.equal(installLine(machine(["/home/ada/.local/bin/uv"])), "/home/ada/.local/bin/uv tool install litnotes");
  assert.equal(installLine(machine(["/home/a b/.local/bin/uv"], { home: "/home/a b" })), "'/home/a b/.local/bin/uv' tool install litnotes");
  assert.equal(installLine(machine([])), "python3 -m pip install --user litnotes");
  assert.equal(installLine(windows([])), "py -m pip install --user litnotes");
});
