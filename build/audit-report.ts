/** The part of `npm audit --json` that counts here. */
export type AuditReport = {
  readonly message?: string;
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly range: string; readonly nodes: readonly string[] }>
  >;
};

export type Lock = {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly dev?: boolean }>>;
};

/** Electron is a tool in the manifest, and most of what ships. */
export const SHIPPED_ELECTRON = 'node_modules/electron';
const GRAVE = ['moderate', 'high', 'critical'];

type Finding = { readonly line: string; readonly grave: boolean };

/** What of a report concerns packages that ship. Undefined: it is no report, the registry gave none. */
export function findingsIn(report: AuditReport, { packages }: Lock): readonly Finding[] | undefined {
  if (!report.vulnerabilities) return undefined;
  const ships = (node: string): boolean => node === SHIPPED_ELECTRON || packages[node]?.dev !== true;
  return Object.entries(report.vulnerabilities)
    .filter(([, { nodes }]) => nodes.some(ships))
    .map(([name, { severity, range }]) => ({
      line: `${severity.padEnd(8)}  ${name} ${range}`,
      grave: GRAVE.includes(severity),
    }));
}
