// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/mime/Address.h"

#include <QString>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tern::mime {

struct BuildAttachment {
    QString name;
    std::string type;                 ///< media type; empty: application/octet-stream
    QString file;                     ///< path, streamed; never held whole in memory
};

struct BuildMessage {
    Address from;
    std::vector<Address> replyTo, to, cc, bcc;
    QString subject;
    QString text;                     ///< plain text, any line ends
    QString html;                     ///< optional: null for none
    std::vector<BuildAttachment> attachments;
    std::string calendar;             ///< an iCalendar object beside the text as another form of it [RFC 6047 §2.4], without attachments; empty: none
    std::string calendarMethod;       ///< its METHOD
    std::string dispositionNotification; ///< fields of a report about reading: the message is a multipart/report [RFC 8098 §3], without HTML and attachments; empty: none
    std::string messageId;            ///< without <>; see makeMessageId
    std::string inReplyTo;            ///< without <>
    std::vector<std::string> references;
    UnixMillis date = 0;
    int dateOffsetMinutes = 0;        ///< offset from UTC to write
    std::vector<std::pair<std::string, QString>> extraHeaders;
    bool includeBcc = false;          ///< for drafts and the Sent copy; never for the wire
};

/// A new Message-ID without <>: random, with the domain of `fromAddress`, nothing of this host in it [RFC 5322 §3.6.4].
[[nodiscard]] std::string makeMessageId(const QString &fromAddress);

/// Writes the message, CRLF line ends, to a new file (0600, fsynced). Errors: InvalidInput (CR, LF or NUL in a header value; an address
/// that can't be sent to; names the field), NotFound (an attachment file), DiskFull, Io. Thread: any but the UI thread.
/// \return the size in bytes.
[[nodiscard]] Result<std::int64_t> buildMessage(const BuildMessage &message, const QString &file);

/// A message that is sent on as it is [RFC 5322 §3.6.6]: a block of Resent fields with the sender, recipients, date and Message-ID of `resent` (the rest of it
/// counts for nothing), and below it the original, byte for byte. Errors and file as buildMessage().
[[nodiscard]] Result<std::int64_t> buildRedirect(const BuildMessage &resent, std::string_view original, const QString &file);

/// The media type by file name, "application/octet-stream" if unknown.
[[nodiscard]] std::string mediaTypeForName(const QString &name);

} // namespace tern::mime
