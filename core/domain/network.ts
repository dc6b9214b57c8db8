/** `system`: what the system (the app) or the environment (the command line) says. */
export const PROXY_MODES = ['system', 'none', 'custom'] as const;
export type ProxyMode = (typeof PROXY_MODES)[number];

/** How this computer gets to X and to a shared storage. */
export type NetworkChoice = {
  readonly mode: ProxyMode;
  /** The proxy of `custom`, without credentials, such as `http://proxy.example:3128`; empty: none was given. */
  readonly server: string;
  /** Of the proxy; empty: it asks for none. */
  readonly user: string;
  /** PEM or DER file of authorities that are trusted besides the usual ones; empty: none. */
  readonly caFile: string;
};

/** With the password of the proxy, which is a secret. */
export type NetworkSettings = NetworkChoice & { readonly password: string };

/** What the window may know of it. */
export type NetworkView = NetworkChoice & {
  readonly hasPassword: boolean;
  /** What keeps the CA file from being used, in one sentence. */
  readonly caProblem?: string;
};

export const DEFAULT_NETWORK: NetworkSettings = {
  mode: 'system',
  server: '',
  user: '',
  caFile: '',
  password: '',
};
