import assert from 'node:assert/strict';
import { expectProblems, read, valid } from './support.ts';

describe('configuration: files and time', () => {
  it('all Markdown is read by default, and never what belongs to git or npm', () => {
    const { include, exclude, now } = valid('');
    assert.deepEqual(include, ['**/*.md', '**/*.markdown']);
    assert.deepEqual(exclude, ['**/.git/**', '**/node_modules/**']);
    assert.equal(now, undefined);
  });

  it('globs are one or several', () => {
    const { include, exclude } = valid('include: docs/**\nexclude: [a.md, b/**]');
    assert.deepEqual(include, ['docs/**']);
    assert.deepEqual(exclude.slice(2), ['a.md', 'b/**']);
  });

  it('the present is a moment that exists', () => {
    assert.equal(valid('now: 2026-11-16T09:00:00+01:00').now, '2026-11-16T09:00:00+01:00');
    assert.equal(valid('now: "2026-11-16"').now, '2026-11-16');
    assert.equal(expectProblems('now: «2026-02-30»', 'There is no such moment as `2026-02-30`.').now, undefined);
  });

  it('a review holds for a year unless configured', () => {
    assert.equal(valid('').thresholds.reviewPeriod, '365d');
    assert.equal(valid('thresholds: {review_period: 6 months}').thresholds.reviewPeriod, '6 months');
  });
});

describe('configuration: rules', () => {
  it('a severity stands alone or beside options', () => {
    const { rules } = valid(
      'rules: {link-broken: off, term-avoid: {severity: hint, terms: [a, b], least: 2.0, strict: true, grace: 2w, style: fancy}}',
    );
    assert.deepEqual(rules['link-broken'], { severity: 'off' });
    assert.equal(rules['term-avoid']?.severity, 'hint');
    assert.deepEqual(
      { ...rules['term-avoid']?.options },
      { terms: ['a', 'b'], least: 2, strict: true, grace: '2w', style: 'fancy' },
    );
    assert.equal(rules.constructor, undefined);
  });

  it('codes, severities, options and their types are known', () => {
    const configuration = expectProblems(
      'rules: {«link-brokne»: off, link-broken: «fatal»}',
      'Unknown rule `link-brokne`. Did you mean `link-broken`?',
      'Expected `off`, `error`, `warning`, `info`, `hint` or a mapping, not `fatal`.',
    );
    assert.deepEqual(Object.keys(configuration.rules), []);
    expectProblems(
      'rules: {link-broken: «off by one»}',
      'Expected `off`, `error`, `warning`, `info`, `hint` or a mapping, not `off by one`.',
    );
    expectProblems('rules: {link-broken: {«terms»: []}}', 'Unknown option `terms`. Known: `severity`.');
    expectProblems(
      'rules: {term-avoid: {terms: «a», least: «many», strict: «yes», grace: «30», style: «fance»}}',
      'Expected a list, not `a`.',
      'Expected a number, not `many`.',
      'Expected `true` or `false`, not `yes`.',
      'Expected a duration such as `180d`, `12w`, `6m` or `1y`, not the number `30`.',
      'Expected `plain` or `fancy`, not `fance`. Did you mean `fancy`?',
    );
  });
});

describe('configuration: calendars', () => {
  it('the default is always there', () => {
    assert.deepEqual(
      { ...read(undefined).configuration.calendars },
      {
        default: { timezone: 'UTC', workdays: [1, 2, 3, 4, 5], holidays: [] },
      },
    );
  });

  it('others take from it what they do not say', () => {
    const { calendars } = valid(
      'calendars: {rota: {workdays: [sun, sat, mon]}, default: {timezone: Europe/Berlin, holidays: [2026-12-25]}}',
    );
    assert.deepEqual(calendars.rota, { timezone: 'Europe/Berlin', workdays: [1, 6, 7], holidays: ['2026-12-25'] });
  });

  it('time zones and dates exist', () => {
    const configuration = expectProblems(
      'calendars: {default: {timezone: «Europe/Berln», holidays: [2026-12-25, «2026-02-29»], workdays: [«monday»]}}',
      '`Europe/Berln` is not an IANA time zone such as `Europe/Berlin`. Did you mean `Europe/Berlin`?',
      'There is no such date as `2026-02-29`.',
      'Expected `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`, not `monday`.',
    );
    assert.deepEqual(configuration.calendars.default, {
      timezone: 'UTC',
      workdays: [1, 2, 3, 4, 5],
      holidays: ['2026-12-25'],
    });
    expectProblems(
      'calendars: {default: {timezone: «"+02:00"»}}',
      '`+02:00` is not an IANA time zone such as `Europe/Berlin`.',
    );
  });
});

describe('configuration: model version', () => {
  const version = (text: string) => read(text).configuration.modelVersion;

  it('changes with whatever changes the reading of articles', () => {
    const versions = [
      '',
      'model: none',
      'kinds: {note: }',
      'kinds: {note: {sidecar: a.yaml}}',
      'kinds: {note: {aliases: {status: state}}}',
      'links: {cites: {format: "A-{value}"}}',
      'fields: {team: string}',
    ].map(version);
    assert.equal(new Set(versions).size, versions.length);
    for (const value of versions) assert.match(value, /^[0-9a-f]{16}$/);
  });

  it('stays when only files, rules or calendars change, or how it is written', () => {
    assert.equal(
      version('include: a\nexclude: b\nrules: {link-broken: off}\ncalendars: {x: }\nnow: 2026-01-01'),
      version(''),
    );
    assert.equal(
      version('kinds: {a: {match: {field: {x: 1, y: 2}}}}'),
      version('# same\nkinds:\n  a:\n    match:\n      field:\n        y: "2"\n        x: 1\n'),
    );
  });
});
