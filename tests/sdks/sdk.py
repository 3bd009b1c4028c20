"""Stripe's own library for Python against the stand-in.

Arguments: the base URL, a file with the webhook requests that arrived, one JSON object a line, and the secret that they
are signed with. Prints how many of its expectations hold, or the first that does not.
"""

import io
import json
import sys
from pathlib import Path

import stripe

base, arrived, secret = sys.argv[1:4]
client = stripe.StripeClient("sk_test_123", base_addresses={"api": base, "files": base, "meter_events": base}, max_network_retries=3)
v1 = client.v1
made = []

def check(what, condition):
    if not condition:
        sys.exit(f"not so: {what}")
    made.append(what)

intent = v1.payment_intents.create({"amount": 2000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True,
    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}, "metadata": {"order": "6735"}})
check("a payment intent succeeds", intent.status == "succeeded" and intent.amount_received == 2000)
charge = intent.latest_charge
part = v1.refunds.create({"payment_intent": intent.id, "amount": 500})
check("a partial refund", part.status == "succeeded" and part.charge == charge)
rest = v1.refunds.create({"charge": charge})
check("the rest", rest.amount == 1500)
try:
    v1.refunds.create({"charge": charge})
    check("nothing is left", False)
except stripe.InvalidRequestError as error:
    check("nothing is left", error.code == "charge_already_refunded")
whole = v1.charges.retrieve(charge, {"expand": ["refunds", "payment_intent", "balance_transaction"]})
check("the charge knows", whole.refunded and whole.amount_refunded == 2000 and len(whole.refunds.data) == 2)
check("it is expanded", whole.payment_intent.id == intent.id and whole.balance_transaction.amount == 2000)
try:
    v1.payment_intents.create({"amount": 2000, "currency": "usd", "payment_method": "pm_card_chargeDeclined", "confirm": True,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}})
    check("a declined card", False)
except stripe.CardError as error:
    check("a declined card", error.code == "card_declined" and error.http_status == 402)
for wrong, kind in [({"amount": -1, "currency": "usd"}, stripe.InvalidRequestError), ({"currency": "usd"}, stripe.InvalidRequestError)]:
    try:
        v1.payment_intents.create(wrong)
        check("invalid", False)
    except kind as error:
        check("invalid parameters are named", error.param == "amount")
try:
    stripe.StripeClient("pk_test_1", base_addresses={"api": base}).v1.customers.list()
    check("a publishable key", False)
except stripe.AuthenticationError:
    check("a publishable key is refused", True)

customers = [v1.customers.create({"email": f"{n}@example.com", "metadata": {"n": str(n)}}) for n in range(23)]
ids = [customer.id for customer in customers]
check("pages forward", [c.id for c in v1.customers.list({"limit": 10}).auto_paging_iter()] == ids[::-1])
check("pages backward", [c.id for c in v1.customers.list({"limit": 10, "ending_before": ids[0]}).auto_paging_iter()] == ids[1:])
found = v1.customers.search({"query": "metadata['n']:'7'"})
check("search", [c.id for c in found.auto_paging_iter()] == [ids[7]])
first = v1.customers.create({"name": "A"}, {"idempotency_key": "key-1"})
again = v1.customers.create({"name": "A"}, {"idempotency_key": "key-1"})
check("the first answer again", first.id == again.id and again.last_response.headers["idempotent-replayed"] == "true")
try:
    v1.customers.create({"name": "B"}, {"idempotency_key": "key-1"})
    check("a key for something else", False)
except stripe.IdempotencyError:
    check("a key for something else is refused", True)
v1.customers.delete(first.id)
check("a tombstone", v1.customers.retrieve(first.id).deleted)
text = io.BytesIO(b"a text")
text.name = "evidence.txt"
upload = v1.files.create({"purpose": "dispute_evidence", "file": text})
check("an upload", upload.purpose == "dispute_evidence" and upload.filename == "evidence.txt" and upload.size == 6)
meter = client.v2.core.event_destinations.create({"name": "d", "type": "webhook_endpoint", "event_payload": "thin",
    "enabled_events": ["v1.billing.meter.error_report_triggered"], "webhook_endpoint": {"url": "https://example.com/hook"}})
check("a v2 resource", client.v2.core.event_destinations.retrieve(meter.id).name == "d")
events = v1.events.list({"limit": 100, "type": "refund.created"})
check("events", {event.data.object["id"] for event in events.auto_paging_iter()} == {part.id, rest.id})

for line in Path(arrived).read_text().splitlines():
    request = json.loads(line)
    event = stripe.Webhook.construct_event(request["body"], request["signature"], secret)
    check("a webhook", event.type == "refund.created" or event.type.startswith(("charge.", "refund.", "payment_intent.")))
try:
    stripe.Webhook.construct_event(request["body"] + " ", request["signature"], secret)
    check("a forged webhook", False)
except stripe.SignatureVerificationError:
    check("a forged webhook is refused", True)
print(len(made))
