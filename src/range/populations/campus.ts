import { site } from '../networks.ts';
import type { Occasion } from '../sessions.ts';
import { fill, name, request, voice } from '../text/grammar.ts';
import { anyLanguage, DAY, HOUR, place } from '../world.ts';
import { type Population, peopleLike } from './population.ts';

/** A university: one network and mail domain, sign-ups at the start of term, one coursework before its deadline. */
export const campus: Population = {
  name: 'campus',
  about: 'students behind shared addresses and one mail domain, with shared coursework near a deadline',
  units: (world, rng, accounts) => {
    const r = rng.child('campus');
    const at = place(r);
    const network = site(r, at);
    const domain = `${name(r).toLowerCase()}.edu`;
    const term = world.start - r.between(20, 150) * DAY;
    const teacher = voice(r, anyLanguage(r));
    const tasks = Array.from({ length: 4 }, () =>
      [request(teacher, r, { greet: false }), fill(r.pick(teacher.language.constraints), teacher, r)].join(
        ' ',
      ),
    );
    const deadline = Math.floor(world.days * r.between(0.3, 0.8));
    return peopleLike(world, rng, accounts, {
      volume: { median: 30, sigma: 1.2 },
      account: own => ({
        emailDomain: domain,
        program: own.chance(0.6) ? 'education' : null,
        created: own.chance(0.6) ? term + own.exponential(6) * DAY : undefined,
      }),
      networks: () => [[network, 9]],
      occasions: (day, student): Occasion[] => {
        const own = student.child(day);
        // More and more of the course sits down to it in the last three days.
        if (deadline - day > 3 || day > deadline || !own.chance(0.08 * (4 - (deadline - day)))) return [];
        const ms = world.start + day * DAY + (13 + 5 * own.float() - at.zone) * HOUR;
        return [{ ms: Math.max(ms, world.start), opening: own.pick(tasks) }];
      },
    });
  },
};
