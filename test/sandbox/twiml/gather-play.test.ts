import { startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

const ASK = '<Gather action="/key?menu=1" numDigits="1"><Say>Press one</Say></Gather>';

describe('Gather', () => {
  it('asks its action with the keys', async () => {
    world = await startCallWorld({
      '/start': `${ASK}<Say>Nothing</Say>`,
      '/key': '<Say>One</Say>',
    });

    const report = await world.call({ digits: ['1'] });

    expect(report.heard).toEqual(['Press one', 'One']);
    expect(world.requestsTo('/key')[0]).toMatchObject({
      target: '/key?menu=1',
      isSigned: true,
      parameters: { Digits: '1', CallStatus: 'in-progress' },
    });
  });

  it.each([
    ['Press 7, please', 'Seven'],
    ['Press 7 or 8', 'Nothing'],
    ['Call 1234', 'Nothing'],
  ])('takes the key that is named: %s', async (words, heard) => {
    const gather = `<Gather action="/key" numDigits="1"><Say>${words}</Say></Gather>`;
    world = await startCallWorld({
      '/start': `${gather}<Say>Nothing</Say>`,
      '/key': '<Say>Seven</Say>',
    });

    const report = await world.call({ digits: ['named'] });

    expect(report.heard).toEqual([words, heard]);
  });

  it('continues with the next verb when nothing is pressed', async () => {
    world = await startCallWorld({ '/start': `${ASK}<Say>Nothing</Say>` });

    const report = await world.call();

    expect(report.heard).toEqual(['Press one', 'Nothing']);
  });

  it('takes keys for each Gather in turn, and none where the script says so', async () => {
    world = await startCallWorld({ '/start': `${ASK}${ASK}`, '/key': '<Say>Two</Say>' });

    const report = await world.call({ digits: ['', '2'] });

    expect(report.heard).toEqual(['Press one', 'Press one', 'Two']);
    expect(world.requestsTo('/key')[0]?.parameters['Digits']).toBe('2');
  });

  it.each([
    [0, []],
    [1, ['For English, press 1']],
    [9, ['For English, press 1', 'Para español, marque 2']],
  ])('says no more of a menu once a key is pressed, after %i of it', async (afterPrompts, menu) => {
    const gather =
      '<Gather action="/key" numDigits="1"><Say language="en-US">For English, press 1</Say>' +
      '<Say language="es-MX">Para español, marque 2</Say></Gather>';
    world = await startCallWorld({ '/start': gather, '/key': '<Say language="es-MX">Sí</Say>' });

    const report = await world.call({ digits: [{ keys: '2', afterPrompts }] });

    expect(report.heard).toEqual([...menu, 'Sí']);
    expect(world.requestsTo('/key')[0]?.parameters['Digits']).toBe('2');
    expect(report.timeline.entries.at(-2)?.text).toBe('[es-MX] Sí');
  });

  it('asks its action about silence where told to', async () => {
    const gather = '<Gather action="/key" actionOnEmptyResult="true"/>';
    world = await startCallWorld({ '/start': gather, '/key': '<Say>Nothing</Say>' });

    await world.call();

    expect(world.requestsTo('/key')[0]?.parameters['Digits']).toBe('');
  });

  it.each([
    ['12#3', '', '12'],
    ['12#3', ' finishOnKey=""', '12#3'],
    ['12*3', ' finishOnKey="*"', '12'],
    ['1234', ' numDigits="2"', '12'],
    ['12', '', '12'],
  ])('reads %s with%s as %s', async (pressed, attributes, digits) => {
    const gather = `<Gather action="/key"${attributes}/>`;
    world = await startCallWorld({ '/start': gather, '/key': '' });

    await world.call({ digits: [pressed] });

    expect(world.requestsTo('/key')[0]?.parameters['Digits']).toBe(digits);
  });

  it('hears no keys when it listens for speech only', async () => {
    world = await startCallWorld({ '/start': '<Gather input="speech" action="/key"/>' });

    await world.call({ digits: ['1'] });

    expect(world.requestsTo('/key')).toEqual([]);
  });

  it('asks nobody when the caller hangs up', async () => {
    world = await startCallWorld({ '/start': `${ASK}<Say>Nothing</Say>`, '/key': '' });

    const report = await world.call({ digits: ['hangup'] });

    expect(report.heard).toEqual(['Press one']);
    expect(world.seen).toHaveLength(1);
  });
});

describe('Play', () => {
  it('reads a file of the same host by a signed request without call parameters', async () => {
    world = await startCallWorld({
      '/start': '<Play>/hello.mp3</Play>',
      '/hello.mp3': { status: 200, contentType: 'audio/mpeg', body: 'x' },
    });

    const report = await world.call();

    expect(report.problems).toEqual([]);
    expect(report.heard).toEqual(['/hello.mp3']);
    expect(world.requestsTo('/hello.mp3')).toEqual([
      { target: '/hello.mp3', method: 'GET', parameters: {}, isSigned: true },
    ]);
  });

  it.each([
    ['11200', { status: 404 }],
    ['12300', { status: 200, contentType: 'text/html', body: 'x' }],
  ])('finds %s in %j and continues', async (code, answer) => {
    world = await startCallWorld({
      '/start': '<Play>/hello.mp3</Play><Say>Next</Say>',
      '/hello.mp3': answer,
    });

    const report = await world.call();

    expect(report.problems).toEqual([expect.stringContaining(code)]);
    expect(report.heard).toEqual(['Next']);
  });

  it('takes keys for no help', async () => {
    world = await startCallWorld({ '/start': '<Play digits="1w2"/>' });

    const report = await world.call();

    expect(report.problems).toEqual(['the caller heard nothing but silence']);
  });
});
