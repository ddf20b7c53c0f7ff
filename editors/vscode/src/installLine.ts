/** The command line that installs the server. Knows nothing of VS Code. */

import { findProgram, type Machine } from "./serverLookup";

const PACKAGE = "litnotes";

/** Returns what to type in a terminal: with pipx where there is one, else with uv, else with pip. */
export function installLine(machine: Machine): string {
  const tools: [string, string][] = [
    ["pipx", `install ${PACKAGE}`],
    ["uv", `tool install ${PACKAGE}`],
  ];
  for (const [tool, rest] of tools) {
    const found = findProgram(tool, machine);
    if (found) {
      return `${found.onPath ? tool : quoted(found.file, machine)} ${rest}`;
    }
  }
  const python = machine.platform === "win32" ? "py" : "python3";
  return `${python} -m pip install --user ${PACKAGE}`;
}

function quoted(file: string, machine: Machine): string {
  if (/^[\w./:\\-]+$/.test(file)) {
    return file;
  }
  return machine.platform === "win32" ? `& "${file}"` : `'${file.replaceAll("'", "'\\''")}'`;
}
