/** How `run.ts` hands its options on to the process that clicks. */
export interface ClickSettings {
  readonly extensionPath?: string | undefined;
  readonly vsix?: string | undefined;
  readonly headed?: boolean | undefined;
}

const names = {
  extensionPath: 'THROUGHLINE_CLICK_EXTENSION',
  vsix: 'THROUGHLINE_CLICK_VSIX',
  headed: 'THROUGHLINE_CLICK_HEADED',
} as const;

export function clickEnvironment(settings: ClickSettings): NodeJS.ProcessEnv {
  return {
    ...(settings.extensionPath === undefined ? {} : { [names.extensionPath]: settings.extensionPath }),
    ...(settings.vsix === undefined ? {} : { [names.vsix]: settings.vsix }),
    ...(settings.headed === true ? { [names.headed]: '1' } : {}),
  };
}

export function clickSettings(env: NodeJS.ProcessEnv = process.env): ClickSettings {
  return {
    extensionPath: env[names.extensionPath],
    vsix: env[names.vsix],
    headed: env[names.headed] !== undefined,
  };
}
