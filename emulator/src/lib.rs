//! The behaviour of the minapp user operations, without a network.
