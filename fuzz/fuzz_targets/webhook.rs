#![no_main]
stripe_fuzz::libfuzzer!(webhook);
