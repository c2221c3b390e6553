/** Stops only what global-setup.ts started itself. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.startedMongod?.stop();
}
