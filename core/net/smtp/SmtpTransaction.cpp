// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpTransaction.h"

#include "core/net/smtp/DataEncoder.h"

#include <algorithm>
#include <array>

namespace tern::smtp {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
// So many replies fit any socket buffer: neither side can wait for the other to read.
constexpr std::size_t kPipelinedCommands = 50;
constexpr std::chrono::milliseconds kProgressEvery{200};

} // namespace

TransactionResult SmtpTransaction::run(const Envelope &envelope, ByteSource &source, const BeforeFinalDot &beforeFinalDot,
                                       const TransferProgress &progress)
{
    for (const std::string &address : envelope.recipients)
        m_result.recipients.push_back({address, false, false, 0, {}});
    const auto wire = prepareEnvelope(envelope, m_capabilities);
    Result<void> done = wire ? Result<void>() : wire.error();
    if (done) {
        m_result.phase = TransactionPhase::Envelope;
        done = sendEnvelope(envelope, *wire);
        if (done)
            done = sendContent(envelope.size, source, beforeFinalDot, progress);
    }
    if (!done)
        m_result.error = done.error();
    // Whatever went wrong behind the final dot without an answer: the server may have the message.
    if (m_result.phase == TransactionPhase::FinalDotSent)
        m_result.error = makeError(ErrorKind::OutcomeUnknown, "smtp.data", done ? std::string() : done.error().toString());
    return std::move(m_result);
}

Result<void> SmtpTransaction::sendEnvelope(const Envelope &envelope, const WireEnvelope &wire)
{
    std::string mail = "MAIL FROM:<" + wire.from + ">";
    if (m_capabilities.size && envelope.size > 0)
        mail += " SIZE=" + std::to_string(envelope.size);
    // Without 8BITMIME an 8-bit message goes out as it is: every server in use takes it, and re-encoding would break signatures.
    if (m_capabilities.eightBitMime && (envelope.eightBit || wire.needsUtf8))
        mail += " BODY=8BITMIME";
    if (wire.needsUtf8)
        mail += " SMTPUTF8";
    setMinutes(5);
    auto sent = m_capabilities.pipelining ? sendPipelined(mail, wire) : sendOneByOne(mail, wire);
    if (sent)
        sent = checkRecipients();
    if (!sent)
        reset(sent.error());
    return sent;
}

Result<void> SmtpTransaction::sendOneByOne(const std::string &mail, const WireEnvelope &wire)
{
    auto reply = m_dialogue.command(mail);
    if (!reply)
        return reply.error();
    if (auto accepted = noteSender(*reply); !accepted)
        return accepted;
    for (std::size_t i = 0; i < wire.recipients.size(); ++i) {
        reply = m_dialogue.command("RCPT TO:<" + wire.recipients[i] + ">");
        if (!reply)
            return reply.error();
        noteRecipient(i, *reply);
        if (reply->code == 421)
            return errorFromReply(*reply, ErrorKind::ServerBye, "smtp.rcpt");
    }
    return {};
}

// RFC 2920. DATA is not part of the group: when every recipient is refused nothing of the message may go out.
Result<void> SmtpTransaction::sendPipelined(const std::string &mail, const WireEnvelope &wire)
{
    std::optional<Error> refused;
    std::size_t next = 0;
    bool mailSent = false;
    while (!refused && next < wire.recipients.size()) {
        const std::size_t end = std::min(next + kPipelinedCommands, wire.recipients.size());
        std::string group = mailSent ? std::string() : mail + "\r\n";
        for (std::size_t i = next; i < end; ++i)
            group += "RCPT TO:<" + wire.recipients[i] + ">\r\n";
        if (auto sent = m_dialogue.socket().writeAll(group); !sent)
            return sent;
        if (!mailSent) {
            auto reply = m_dialogue.readReply();
            if (!reply)
                return reply.error();
            if (auto accepted = noteSender(*reply); !accepted)
                refused = accepted.error();
            mailSent = true;
        }
        for (; next < end; ++next) {
            if (refused && refused->kind == ErrorKind::ServerBye)
                break;
            auto reply = m_dialogue.readReply();
            if (!reply)
                return reply.error();
            // Behind a refused MAIL these are answers to nothing ("503 MAIL first").
            if (refused)
                continue;
            noteRecipient(next, *reply);
            if (reply->code == 421)
                refused = errorFromReply(*reply, ErrorKind::ServerBye, "smtp.rcpt");
        }
    }
    return refused ? Result<void>(*refused) : Result<void>();
}

Result<void> SmtpTransaction::noteSender(const SmtpReply &reply)
{
    if (reply.isPositive())
        return {};
    m_result.code = reply.code;
    m_result.reply = reply.text();
    return errorFromReply(reply, ErrorKind::SenderRefused, "smtp.mail");
}

void SmtpTransaction::noteRecipient(std::size_t index, const SmtpReply &reply)
{
    RecipientResult &result = m_result.recipients[index];
    result.ok = reply.isPositive();
    result.temporary = reply.isTemporary();
    result.code = reply.code;
    result.reply = reply.text();
}

Result<void> SmtpTransaction::checkRecipients() const
{
    const auto &all = m_result.recipients;
    if (std::any_of(all.begin(), all.end(), [](const RecipientResult &one) { return one.ok; }))
        return {};
    const auto later = std::find_if(all.begin(), all.end(), [](const RecipientResult &one) { return one.temporary; });
    const RecipientResult &shown = later == all.end() ? all.front() : *later;
    return makeError(later == all.end() ? ErrorKind::RecipientRefused : ErrorKind::ServerBusy, "smtp.rcpt",
                     shown.address + ": " + std::to_string(shown.code) + " " + shown.reply);
}

Result<void> SmtpTransaction::sendContent(std::uint64_t size, ByteSource &source, const BeforeFinalDot &beforeFinalDot,
                                          const TransferProgress &progress)
{
    setMinutes(2);
    auto reply = m_dialogue.command("DATA");
    if (!reply)
        return reply.error();
    if (reply->code != 354) {
        m_result.code = reply->code;
        m_result.reply = reply->text();
        const Error refused = reply->isPositive() ? makeError(ErrorKind::ProtocolError, "smtp.data", reply->text())
                                                  : errorFromReply(*reply, ErrorKind::ServerRefused, "smtp.data");
        reset(refused);
        return refused;
    }
    m_result.phase = TransactionPhase::Data;
    auto streamed = streamContent(size, source, beforeFinalDot, progress);
    m_dialogue.socket().trace().endClientData();
    if (!streamed) {
        // The only way to take back a message without its final dot is to hang up.
        m_dialogue.drop();
        return streamed;
    }
    return readVerdict();
}

Result<void> SmtpTransaction::streamContent(std::uint64_t size, ByteSource &source, const BeforeFinalDot &beforeFinalDot,
                                            const TransferProgress &progress)
{
    setMinutes(3);
    DataEncoder encoder;
    std::array<char, kPiece> piece;
    std::string wire;
    std::uint64_t done = 0;
    auto told = std::chrono::steady_clock::now();
    for (;;) {
        auto got = source.read(piece);
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        wire.clear();
        encoder.encode(std::string_view(piece.data(), *got), wire);
        if (auto sent = m_dialogue.socket().writeData(wire); !sent)
            return sent;
        done += *got;
        if (const auto now = std::chrono::steady_clock::now(); progress && now - told >= kProgressEvery) {
            told = now;
            progress(done, size);
        }
    }
    if (progress)
        progress(done, size);
    // A verdict before the message is complete is about something else; taken for the answer to it, a message could be lost.
    auto early = m_dialogue.earlyReply();
    if (!early)
        return early.error();
    if (*early) {
        m_result.code = (*early)->code;
        m_result.reply = (*early)->text();
        if ((*early)->isPositive() || (*early)->code < 400)
            return makeError(ErrorKind::ProtocolError, "smtp.data", "an answer before the end of the message: " + m_result.reply);
        return errorFromReply(**early, ErrorKind::ServerRefused, "smtp.data");
    }
    if (beforeFinalDot) {
        if (auto marked = beforeFinalDot(); !marked)
            return marked;
    }
    wire.clear();
    encoder.finish(wire);
    // From here on a lost connection says nothing: the dot may have arrived though writing it failed.
    m_result.phase = TransactionPhase::FinalDotSent;
    return m_dialogue.socket().writeData(wire);
}

Result<void> SmtpTransaction::readVerdict()
{
    setMinutes(10);
    auto reply = m_dialogue.readReply();
    if (!reply)
        return reply.error();
    if (reply->code >= 300 && reply->code < 400) {
        m_dialogue.drop();
        return makeError(ErrorKind::ProtocolError, "smtp.data", reply->text());
    }
    m_result.phase = TransactionPhase::Answered;
    m_result.code = reply->code;
    m_result.reply = reply->text();
    m_result.accepted = reply->isPositive();
    return m_result.accepted ? Result<void>() : errorFromReply(*reply, ErrorKind::ServerRefused, "smtp.data");
}

// Makes the connection good for the next message. That it fails changes nothing about this one.
void SmtpTransaction::reset(const Error &cause)
{
    if (!m_dialogue.isUsable())
        return;
    // 421: the server is about to close and takes no more commands [RFC 5321 §3.8].
    if (cause.kind == ErrorKind::ServerBye) {
        m_dialogue.drop();
        return;
    }
    if (auto reply = m_dialogue.command("RSET"); reply && !reply->isPositive())
        m_dialogue.drop();
}

} // namespace tern::smtp
