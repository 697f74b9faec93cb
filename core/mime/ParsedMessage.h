// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/mime/Address.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tern::mime {

struct HeaderField {
    QString name;
    QString value;        ///< unfolded, decoded
    QByteArray raw;       ///< unfolded bytes as sent, of a field of any sane length
};

struct Attachment {
    QString name;         ///< sanitised: no path, no controls, no leading dot; never empty
    QString type;         ///< media type, lower case
    std::int64_t size = 0;///< decoded bytes
    QString sha256;       ///< of the decoded bytes, hex
    bool isInline = false;///< shown within the text (Content-Disposition: inline with a Content-ID that the HTML refers to)
    QString contentId;    ///< without <>; empty if none
    std::string part;     ///< IMAP section number, "2" or "1.2"; "2~1" for a file found inside part 2
    QString external;     ///< message/external-body: where its content is said to be; never fetched
};

/// A message as a reader sees it; what can't be placed is an attachment, what was wrong is in `defects`.
struct ParsedMessage {
    std::string messageId;                 ///< without <>; empty if none
    std::vector<std::string> inReplyTo;    ///< without <>
    std::vector<std::string> references;   ///< without <>, oldest first
    std::optional<UnixMillis> date;
    int dateOffsetMinutes = 0;             ///< the sender's offset from UTC
    QString subject;
    std::vector<Address> from, sender, replyTo, to, cc, bcc;
    QString text;                          ///< what a person reads: text/plain, else from HTML
    QString html;                          ///< the HTML part decoded; null QString if there is none
    bool textIsFromHtml = false;
    std::vector<Attachment> attachments;   ///< inline parts too
    std::vector<HeaderField> headers;      ///< of the message itself, in order
    QStringList defects;
};

struct ParseOptions {
    std::string fallbackCharset = "GB18030"; ///< for undeclared 8-bit text that is not UTF-8
    bool hashAttachments = true;             ///< fill sha256
    bool measureAttachments = true;          ///< fill size
    bool acceptAnything = false;             ///< bytes without a header are read as text, instead of InvalidInput
    std::string forcedCharset;               ///< a person's choice: overrides what the parts say; empty: none
    bool readHeader = true;                  ///< fill what comes from the header; the index has it from the listing
};

/// Reads a message. Linear in its size; needs at most four times its size and 64 MB (the 12 MB of text that are shown, three times); never throws. Errors: InvalidInput (no message at all: empty, or no header field
/// and not text). Thread: any; takes milliseconds for ordinary mail, so not the UI thread.
[[nodiscard]] Result<ParsedMessage> parseMessage(const QByteArray &raw, const ParseOptions &options = {});

/// Fills sha256 of the attachments of a message that was parsed without. \param raw  the same message. Linear. Thread: any.
void hashAttachments(const QByteArray &raw, ParsedMessage &message);

/// The decoded bytes of one part. Errors: NotFound. Thread: any.
[[nodiscard]] Result<QByteArray> partContent(const QByteArray &raw, const std::string &part);

/// One part and the charset that it claims for itself (lower case; empty if it claims none). Errors: NotFound. Thread: any.
struct PartBytes {
    QByteArray content;
    std::string charset;
};
[[nodiscard]] Result<PartBytes> partBytes(const QByteArray &raw, const std::string &part);

} // namespace tern::mime
