/** A review as one file. */
import { FieldtestError } from '../core/errors.ts';
import type { OpenProject } from '../open.ts';
import type { Who } from '../pipeline/review/who.ts';

/** Writes one file in which `who` rates elsewhere. Throws FieldtestError('conflict') when something lies there. */
export async function writePacket(
  project: OpenProject,
  file: string,
  who: Who,
): Promise<{ readonly packet: string; readonly outputs: number }> {
  const { makePacket } = await import('../pipeline/review/packet.ts');
  const { packetPage } = await import('../core/review/packet.ts');
  const { packetFile } = await import('./web-files.ts');
  if (await project.files.exists(file)) {
    throw new FieldtestError(
      'conflict',
      `there is a ${file} already`,
      'Name another file, or take that one away first.',
    );
  }
  const page = await packetFile();
  const packet = await makePacket(project, who);
  const { round, items } = packet.view;
  await project.files.write(file, [packetPage(page, packet)]);
  const outputs = items.filter(({ calibration }) => !calibration).length;
  return { packet: round, outputs };
}
