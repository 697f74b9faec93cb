// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tern::mime {

/// The part of a host's name that somebody registered: "mx.mail.example.co.uk" → "example.co.uk". By the shape of the name, without a list of all
/// registries: two labels, three where the last is a country and the one before it is short or a kind. Lower case. Thread: any.
[[nodiscard]] QString registeredDomain(const QString &host);

/// The domains whose servers write the headers of a mailbox: that of the server it is on, and those its provider's machines are known by.
/// \param server  of the account, as "imap.gmail.com"
[[nodiscard]] QStringList providerDomains(const QString &server);

/// Whether `host` is in one of `domains`, or is one.
[[nodiscard]] bool isWithin(const QString &host, const QStringList &domains);

} // namespace tern::mime
