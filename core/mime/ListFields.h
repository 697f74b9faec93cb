// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ParsedMessage.h"

namespace tern::mime {

/// What a mailing list, or a sender of newsletters, says of itself [RFC 2369, 2919, 8058]. Anybody can write it.
struct ListFields {
    QString id;                     ///< List-Id without <>: "tern.lists.example.org"; empty if it has none
    QString name;                   ///< the words before it; may be empty
    QString post;                   ///< address to write to; empty if nothing says so
    bool postForbidden = false;     ///< List-Post: NO
    QStringList unsubscribe;        ///< https:, http: and mailto: links, in the sender's order; at most 10
    bool oneClick = false;          ///< the https: link takes "List-Unsubscribe=One-Click" by POST
    QString archive, help;          ///< https:, http: or mailto:; empty if nothing says so

    /// The first https: link; empty if there is none.
    [[nodiscard]] QString unsubscribePage() const;
    /// The first mailto: link; empty if there is none.
    [[nodiscard]] QString unsubscribeMail() const;
};

/// Nothing for a message that has none of these fields. Pure. Thread: any.
[[nodiscard]] std::optional<ListFields> readListFields(const std::vector<HeaderField> &headers);

/// A mailto: link of a List- field in its parts [RFC 6068].
struct MailtoLink {
    QString to;                     ///< one address
    QString subject, body;
};
/// Nothing if the link names no address, or several. What it says beyond subject and body counts for nothing.
[[nodiscard]] std::optional<MailtoLink> parseMailto(const QString &link);

/// The domains all whose signatures cover both fields of a one-click unsubscription, as RFC 8058 §4 demands; nothing is verified here.
/// \param header  bytes of the header block
[[nodiscard]] QStringList domainsThatSignUnsubscribe(std::string_view header);

} // namespace tern::mime
