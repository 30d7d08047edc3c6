//! How an answer reaches the client, or does not.

/// What whoever delivers a [`Response`](crate::Response) does with its bytes. Defaults to all of them, at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Milliseconds to wait before anything else.
    pub delay_ms: u64,
    /// What is sent then.
    pub arrival: Arrival,
}

/// How much of an answer arrives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Arrival {
    /// All of it.
    #[default]
    Whole,
    /// Nothing, and the connection stays open. The answer has status 0, unless the request was carried out.
    Never,
    /// The head, which promises the whole body, and so many bytes of that; then the connection stays open.
    Stalled {
        /// Bytes of the body.
        after: usize,
    },
    /// Nothing: the connection is reset. The answer has status 0, unless the request was carried out.
    Reset,
}

impl Arrival {
    /// Whether the client gets to see the status.
    pub(crate) fn shows_status(self) -> bool {
        match self {
            Self::Whole | Self::Stalled { .. } => true,
            Self::Never | Self::Reset => false,
        }
    }
}
