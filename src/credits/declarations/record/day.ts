/** The instant at which a Shanghai day begins: what is delivered on a day happened from here on. */
export const dayStart = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
