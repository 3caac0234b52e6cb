import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { servePage } from './http.ts';
import { contentSecurityPolicy, page, safe } from './page.ts';
import { campaign, detection } from './testing/fixture.ts';

describe('the page', () => {
  const html = page({ campaigns: [campaign], looked: detection, note: '<i>note</i>' });

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
    expect(page({ campaigns: [] })).toContain('No campaigns are stored');
    expect(page({ campaigns: [], looked: { ...detection } })).toContain('No campaign was found');
  });
});

describe('its server', () => {
  const open = (port: number, tries: number) =>
    servePage({
      host: '127.0.0.1',
      port,
      tries,
      render: async () => ({ html: page({ campaigns: [campaign] }), document: { campaigns: [campaign] } }),
    });
  const get = (address: string, path: string, headers = {}, method = 'GET') =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      request(`${address}${path}`, { headers, method }, response => {
        let body = '';
        response.on('data', piece => (body += piece));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });

  it('answers with the page and its data, and with nothing else', async () => {
    const server = await open(0, 1);
    try {
      const front = await get(server.address, '/');
      expect(front.status).toBe(200);
      expect(front.headers['content-security-policy']).toBe(contentSecurityPolicy);
      expect(front.body).toContain('<!doctype html>');
      const data = await get(server.address, '/campaigns.json');
      expect(JSON.parse(data.body)).toEqual({ campaigns: [campaign] });
      expect((await get(server.address, '/../etc/passwd')).status).toBe(404);
      expect((await get(server.address, '/', {}, 'POST')).status).toBe(405);
      expect((await get(server.address, '/', {}, 'HEAD')).body).toBe('');
    } finally {
      await server.close();
    }
  });

  it('refuses a web site that points its name here', async () => {
    const server = await open(0, 1);
    try {
      const answer = await get(server.address, '/', { host: 'evil.example' });
      expect(answer.status).toBe(421);
      expect(answer.body).not.toContain('SW-2026');
    } finally {
      await server.close();
    }
  });

  it('takes the next port where one is taken, if it may', async () => {
    const first = await open(0, 1);
    const port = Number(new URL(first.address).port);
    try {
      const second = await open(port, 20);
      expect(Number(new URL(second.address).port)).toBeGreaterThan(port);
      await second.close();
      await expect(open(port, 1)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    } finally {
      await first.close();
    }
  });
});
