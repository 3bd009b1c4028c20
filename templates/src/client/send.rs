//! Sending a request, and going from page to page of its list.

use super::connection::Connection;
use super::cursor::{Direction, follow};
use super::page::{Envelope, Paginator};
use crate::json::Decode;
use crate::request::{Request, RequestError};
use crate::response::Download;

impl<C: Connection> Request<C> {
    pub(crate) fn send<T: Decode>(self) -> C::Sent<T> {
        let (client, call) = self.into_parts();
        client.run(call)
    }

    #[allow(dead_code, reason = "a document may have no replies that are files")]
    pub(crate) fn download(self) -> C::Sent<Download<C::Bytes>> {
        let (client, call) = self.into_parts();
        client.download(call)
    }

    #[allow(dead_code, reason = "a document may have no lists")]
    pub(crate) fn stream<L: Envelope>(self) -> C::Pages<L::Item> {
        let (client, call) = self.into_parts();
        client.pages(Paginator::items::<L>(call))
    }

    #[allow(dead_code, reason = "a document may have no lists")]
    pub(crate) fn pages<L: Envelope>(self) -> C::Pages<L> {
        let (client, call) = self.into_parts();
        client.pages(Paginator::pages(call))
    }
}

#[allow(dead_code, reason = "a document may have no lists")]
impl<C: Clone> Request<C> {
    /// The request for the page that follows one, the way this request goes.
    pub(crate) fn next_page<L: Envelope>(&self, page: &L) -> Result<Option<Self>, RequestError> {
        let direction = Direction::of(self.call(), L::STYLE);
        self.beside(page, direction)
    }

    /// The request for the page before one, the way this request goes.
    pub(crate) fn previous_page<L: Envelope>(
        &self,
        page: &L,
    ) -> Result<Option<Self>, RequestError> {
        let direction = Direction::of(self.call(), L::STYLE).reversed();
        self.beside(page, direction)
    }

    fn beside<L: Envelope>(
        &self,
        page: &L,
        direction: Direction,
    ) -> Result<Option<Self>, RequestError> {
        let mut info = page.page_info();
        if direction != Direction::of(self.call(), L::STYLE) {
            info.turn();
        }
        let call = follow(self.call().clone(), L::STYLE, direction, &info);
        let call = call.map_err(|fault| RequestError::Page(fault.to_string()))?;
        Ok(call.map(|call| self.clone().with_call(call)))
    }
}
