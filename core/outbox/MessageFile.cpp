// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/MessageFile.h"

#include "core/base/UniqueFd.h"
#include "core/mime/MessageBuilder.h"

#include <QDateTime>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace tern::outbox {
namespace {

constexpr std::size_t kPiece = 65'536;

/// Addresses that a message may carry; what the person hasn't finished typing goes to `unfinished`.
std::vector<mime::Address> sendable(const QString &text, QStringList &unfinished)
{
    std::vector<mime::Address> good;
    for (mime::Address &address : mime::parseAddressList(text)) {
        if (mime::isValidAddrSpec(address.address.toStdString()))
            good.push_back(std::move(address));
        else
            unfinished.append(mime::formatAddress(address));
    }
    return good;
}

Result<void> writeAll(int fd, const std::string &bytes)
{
    std::size_t written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(fd, bytes.data() + written, bytes.size() - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errorFromErrno(errno, "outbox.copy");
        written += static_cast<std::size_t>(count);
    }
    return {};
}

} // namespace

Result<void> writeDraftFile(const store::DraftRecord &draft, const std::string &messageId, const std::string &file)
{
    mime::BuildMessage message;
    QStringList unfinished;
    const auto from = sendable(draft.from, unfinished);
    if (from.empty())
        return makeError(ErrorKind::InvalidInput, "outbox.draft", "from");
    message.from = from.front();
    unfinished.clear();
    message.to = sendable(draft.to, unfinished);
    message.cc = sendable(draft.cc, unfinished);
    message.bcc = sendable(draft.bcc, unfinished);
    message.includeBcc = true;
    message.subject = draft.subject;
    message.text = draft.text;
    message.messageId = messageId;
    message.inReplyTo = draft.inReplyTo;
    message.references = draft.references;
    message.date = draft.saved;
    message.dateOffsetMinutes = QDateTime::fromMSecsSinceEpoch(draft.saved).offsetFromUtc() / 60;
    if (!unfinished.isEmpty())
        message.extraHeaders.emplace_back("X-Tern-Unfinished-Recipients", unfinished.join(QStringLiteral(", ")));
    for (const auto &attachment : draft.attachments) {
        // A file that vanished must not keep the text from being saved.
        if (QFile::exists(attachment.path))
            message.attachments.push_back({attachment.name, attachment.type, attachment.path});
    }
    QFile::remove(QString::fromStdString(file));
    auto built = mime::buildMessage(message, QString::fromStdString(file));
    return built ? Result<void>() : Result<void>(built.error());
}

Result<std::int64_t> copyWithCrlf(const std::string &source, const std::string &target)
{
    const UniqueFd in(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.isOpen())
        return errno == ENOENT ? makeError(ErrorKind::NotFound, "outbox.copy", source) : errorFromErrno(errno, "outbox.copy");
    const UniqueFd out(::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!out.isOpen())
        return errorFromErrno(errno, "outbox.copy");
    std::array<char, kPiece> piece{};
    std::string normal;
    std::int64_t total = 0;
    bool lastWasCr = false;
    for (;;) {
        const ssize_t got = ::read(in.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errorFromErrno(errno, "outbox.copy");
        normal.clear();
        for (const char c : std::string_view(piece.data(), static_cast<std::size_t>(got))) {
            if (c == '\n' && lastWasCr) {
                lastWasCr = false;
                continue;   // its CRLF is already there
            }
            lastWasCr = c == '\r';
            if (c == '\r' || c == '\n')
                normal += "\r\n";
            else
                normal += c;
        }
        if (auto written = writeAll(out.get(), normal); !written)
            return written.error();
        total += static_cast<std::int64_t>(normal.size());
        if (got == 0)
            break;
    }
    if (fsync(out.get()) != 0)
        return errorFromErrno(errno, "outbox.copy");
    return total;
}

} // namespace tern::outbox
