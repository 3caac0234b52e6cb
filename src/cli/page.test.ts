import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, page, safe } from './page.ts';
import { campaign } from './testing/fixture.ts';

describe('the page', () => {
  const html = page([campaign]);

  it('shows what the report shows', () => {
    for (const part of [
      'SW-2026-0001',
      '576,000',
      'at most 1 in 2,500',
      'chain of thought',
      '10^18 times',
      '<svg',
    ])
      expect(html).toContain(part);
  });

  it('tells what was tested from what is shared, and says once what speaks against several signs', () => {
    const [, tested, shared] = html.split(/<h3>(?:Tested|Shared) /);
    expect(tested).toContain('shared template');
    expect(tested).toContain('level volumes');
    expect(tested).not.toContain('shared opening');
    expect(shared).toContain('shared opening');
    expect(shared).toContain('shared phrase');
    expect(html.split('Course work')).toHaveLength(2);
  });

  it('escapes what comes from logs', () => {
    expect(html).not.toMatch(/<script|<b>|<i>|<differ>/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('Volumes &lt;differ&gt; &amp; vary');
    expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(safe(`<&>"'`)).toBe('&lt;&amp;&gt;&quot;&#39;');
  });

  it('has no script, no style attribute and nothing from elsewhere', () => {
    expect(html).not.toMatch(/<script|style="|\son\w+=|https?:\/\/|src=/);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
  });

  it('says so where there is nothing', () => {
    expect(page([])).toContain('No campaigns are stored');
  });
});
