// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `radar`.

use crate::prelude::*;

/// Settings for Radar, Stripe's fraud protection.
/// Spec: `#/components/schemas/radar_radar_options`
#[derive(Clone)]
#[non_exhaustive]
pub struct RadarRadarOptions {
    /// ID of a [Radar Session](https://docs.stripe.com/radar/radar-session), which holds what is known of the browser and the device.
    pub session: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
