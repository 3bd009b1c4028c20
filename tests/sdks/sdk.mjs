// Stripe's own library for Node against the stand-in.
//
// Arguments: the base URL, a file with the webhook requests that arrived, one JSON object a line, and the secret that they
// are signed with. Prints how many of its expectations hold, or the first that does not.
import {readFileSync} from 'node:fs';
import Stripe from 'stripe';

const [base, arrived, secret] = process.argv.slice(2);
const {hostname, port} = new URL(base);
const stripe = new Stripe('sk_test_123', {host: hostname, port, protocol: 'http', maxNetworkRetries: 3});
let made = 0;
const check = (what, holds) => { if (!holds) { console.error('not so: ' + what); process.exit(1); } made++; };
const intent = await stripe.paymentIntents.create({amount: 2000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true,
  automatic_payment_methods: {enabled: true, allow_redirects: 'never'}, expand: ['latest_charge']});
check('succeeds', intent.status === 'succeeded' && intent.latest_charge.amount === 2000);
const part = await stripe.refunds.create({payment_intent: intent.id, amount: 500});
check('partial', part.status === 'succeeded');
const rest = await stripe.refunds.create({charge: intent.latest_charge.id});
check('rest', rest.amount === 1500);
const fails = async (call) => { try { await call(); } catch (error) { return error; } check('no error', false); };
check('nothing left', (await fails(() => stripe.refunds.create({charge: intent.latest_charge.id}))).code === 'charge_already_refunded');
check('declined', (await fails(() => stripe.paymentIntents.create({amount: 2000, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true,
  automatic_payment_methods: {enabled: true, allow_redirects: 'never'}}))).type === 'StripeCardError');
check('named', (await fails(() => stripe.paymentIntents.create({currency: 'usd'}))).param === 'amount');
const ids = [];
for (let n = 0; n < 23; n++) ids.push((await stripe.customers.create({email: `${n}@example.com`, metadata: {n}})).id);
const forward = [], backward = [];
for await (const customer of stripe.customers.list({limit: 10})) forward.push(customer.id);
for await (const customer of stripe.customers.list({limit: 10, ending_before: ids[0]})) backward.push(customer.id);
check('forward', forward.slice(0, 23).join() === [...ids].reverse().join());
check('backward', backward.join() === ids.slice(1).join());
const found = await stripe.customers.search({query: "metadata['n']:'7'", expand: ['data.default_source']});
check('search', found.data.length === 1 && found.data[0].id === ids[7]);
const first = await stripe.customers.create({name: 'A'}, {idempotencyKey: 'node-1'});
const again = await stripe.customers.create({name: 'A'}, {idempotencyKey: 'node-1'});
check('again', first.id === again.id && again.lastResponse.headers['idempotent-replayed'] === 'true');
check('other', (await fails(() => stripe.customers.create({name: 'B'}, {idempotencyKey: 'node-1'}))).type === 'StripeIdempotencyError');
const file = await stripe.files.create({purpose: 'dispute_evidence', file: {data: Buffer.from('a text'), name: 'evidence.txt', type: 'text/plain'}}, {host: hostname});
check('file', file.filename === 'evidence.txt' && file.size === 6);
const destination = await stripe.v2.core.eventDestinations.create({name: 'd', type: 'webhook_endpoint', event_payload: 'thin',
  enabled_events: ['v1.billing.meter.error_report_triggered'], webhook_endpoint: {url: 'https://example.com/hook'}});
check('v2', (await stripe.v2.core.eventDestinations.retrieve(destination.id)).name === 'd');
check('missing v2', (await fails(() => stripe.v2.core.eventDestinations.retrieve('ed_none'))).statusCode === 404);

const requests = readFileSync(arrived, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
for (const {body, signature} of requests) {
  const event = stripe.webhooks.constructEvent(body, signature, secret);
  check('a webhook', /^(charge|refund|payment_intent)\./.test(event.type));
}
const [{body, signature}] = requests;
check('forged', (await fails(() => stripe.webhooks.constructEvent(body + ' ', signature, secret))).type === 'StripeSignatureVerificationError');
console.log(made);
