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
constexpr std::size_t kChunk = 1024 * 1024;
constexpr std::chrono::milliseconds kProgressEvery{200};

} // namespace

TransactionResult SmtpTransaction::run(const Envelope &envelope, ByteSource &source, const BeforeFinalDot &beforeFinalDot,
                                       const TransferProgress &progress)
{
    begin(envelope);
    transfer(source, beforeFinalDot, progress);
    return conclude();
}

void SmtpTransaction::begin(const Envelope &envelope)
{
    for (const std::string &address : envelope.recipients)
        m_result.recipients.push_back({address, false, false, 0, {}});
    m_size = envelope.size;
    m_binary = envelope.binary;
    auto wire = prepareEnvelope(envelope, m_capabilities);
    if (!wire) {
        m_failed = wire.error();
        return;
    }
    m_wire = *std::move(wire);
    m_result.phase = TransactionPhase::Envelope;
    if (!m_capabilities.pipelining || m_binary || m_wire.rcpt.size() + 2 > kPipelinedCommands)
        return;
    // RFC 2920 §3.1: DATA ends a group. When every recipient is refused its answer is a refusal too, and nothing of the message goes out.
    std::string group = m_wire.mail + "\r\n";
    for (const std::string &rcpt : m_wire.rcpt)
        group += rcpt + "\r\n";
    setMinutes(5);
    if (auto sent = m_dialogue.socket().writeAll(group + "DATA\r\n"); !sent)
        m_failed = sent.error();
    m_groupSent = true;
}

void SmtpTransaction::transfer(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress)
{
    if (m_failed)
        return;
    Result<void> done = sendEnvelope();
    if (done)
        done = sendContent(source, beforeFinalDot, progress);
    if (!done)
        m_failed = done.error();
}

TransactionResult SmtpTransaction::conclude()
{
    if (awaitsVerdict()) {
        if (auto answered = readVerdict(); !answered)
            m_failed = answered.error();
    }
    m_result.error = m_failed;
    // Whatever went wrong behind the final dot without an answer: the server may have the message.
    if (m_result.phase == TransactionPhase::FinalDotSent)
        m_result.error = makeError(ErrorKind::OutcomeUnknown, "smtp.data", m_failed ? m_failed->toString() : std::string());
    return std::move(m_result);
}

Result<void> SmtpTransaction::sendEnvelope()
{
    setMinutes(5);
    auto sent = m_groupSent ? readGroup() : m_capabilities.pipelining ? sendGroups() : sendOneByOne();
    if (sent)
        sent = checkRecipients();
    if (!sent && m_dataAnswered) {
        // It refuses everybody and asks for the message: the only way not to send one is to hang up.
        m_dialogue.drop();
        return sent;
    }
    if (!sent)
        reset(sent.error());
    return sent;
}

Result<void> SmtpTransaction::sendOneByOne()
{
    auto reply = m_dialogue.command(m_wire.mail);
    if (!reply)
        return reply.error();
    if (auto accepted = noteSender(*reply); !accepted)
        return accepted;
    for (std::size_t i = 0; i < m_wire.rcpt.size(); ++i) {
        reply = m_dialogue.command(m_wire.rcpt[i]);
        if (!reply)
            return reply.error();
        noteRecipient(i, *reply);
        if (reply->code == 421)
            return errorFromReply(*reply, ErrorKind::ServerBye, "smtp.rcpt");
    }
    return {};
}

/// The answers to what begin() sent.
Result<void> SmtpTransaction::readGroup()
{
    std::optional<Error> refused;
    for (std::size_t i = 0; i < m_wire.rcpt.size() + 2; ++i) {
        auto reply = m_dialogue.readReply();
        if (!reply)
            return reply.error();
        if (i == m_wire.rcpt.size() + 1) {
            m_dataAnswered = reply->code == 354;
            // Behind a refused MAIL or with no recipient it says nothing new ("503 MAIL first").
            return refused ? Result<void>(*refused) : checkRecipients() ? checkData(*reply) : Result<void>();
        }
        if (i == 0) {
            if (auto accepted = noteSender(*reply); !accepted)
                refused = accepted.error();
        } else if (!refused) {
            noteRecipient(i - 1, *reply);
        }
        if (reply->code == 421)
            return errorFromReply(*reply, ErrorKind::ServerBye, "smtp.rcpt");
    }
    return {};
}

/// So many recipients that their answers might fill a socket's buffer: group after group.
Result<void> SmtpTransaction::sendGroups()
{
    std::optional<Error> refused;
    std::size_t next = 0;
    bool mailSent = false;
    while (!refused && next < m_wire.rcpt.size()) {
        const std::size_t end = std::min(next + kPipelinedCommands, m_wire.rcpt.size());
        std::string group = mailSent ? std::string() : m_wire.mail + "\r\n";
        for (std::size_t i = next; i < end; ++i)
            group += m_wire.rcpt[i] + "\r\n";
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

Result<void> SmtpTransaction::checkData(const SmtpReply &reply)
{
    if (reply.code == 354)
        return {};
    m_result.code = reply.code;
    m_result.reply = reply.text();
    return reply.isPositive() ? makeError(ErrorKind::ProtocolError, "smtp.data", reply.text()) : errorFromReply(reply, ErrorKind::ServerRefused, "smtp.data");
}

Result<void> SmtpTransaction::sendContent(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress)
{
    if (!m_groupSent && !m_binary) {
        setMinutes(2);
        auto reply = m_dialogue.command("DATA");
        if (!reply)
            return reply.error();
        if (auto asked = checkData(*reply); !asked) {
            reset(asked.error());
            return asked;
        }
    }
    m_result.phase = TransactionPhase::Data;
    setMinutes(3);
    auto streamed = m_binary ? sendChunks(source, beforeFinalDot, progress) : streamContent(source, beforeFinalDot, progress);
    m_dialogue.socket().trace().endClientData();
    // The only way to take back a message without its end is to hang up.
    if (!streamed)
        m_dialogue.drop();
    return streamed;
}

Result<void> SmtpTransaction::streamContent(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress)
{
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
            progress(done, m_size);
        }
    }
    if (progress)
        progress(done, m_size);
    if (auto ready = readyToEnd(beforeFinalDot); !ready)
        return ready;
    wire.clear();
    encoder.finish(wire);
    // From here on a lost connection says nothing: the dot may have arrived though writing it failed.
    m_result.phase = TransactionPhase::FinalDotSent;
    return m_dialogue.socket().writeData(wire);
}

/// BDAT [RFC 3030 §2]: the message as it is, in chunks; the last one is empty, so that all of the message was taken before it ends.
Result<void> SmtpTransaction::sendChunks(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress)
{
    std::string chunk(kChunk, '\0');
    std::uint64_t done = 0;
    for (;;) {
        std::size_t filled = 0;
        while (filled < chunk.size()) {
            auto got = source.read(std::span(chunk).subspan(filled));
            if (!got)
                return got.error();
            if (*got == 0)
                break;
            filled += *got;
        }
        if (filled == 0)
            break;
        if (auto quiet = checkEarly(); !quiet)
            return quiet;
        if (auto sent = m_dialogue.send("BDAT " + std::to_string(filled)); !sent)
            return sent;
        if (auto sent = m_dialogue.socket().writeData(std::string_view(chunk).substr(0, filled)); !sent)
            return sent;
        auto reply = m_dialogue.readReply();
        if (!reply)
            return reply.error();
        if (!reply->isPositive()) {
            m_result.code = reply->code;
            m_result.reply = reply->text();
            return errorFromReply(*reply, ErrorKind::ServerRefused, "smtp.bdat");
        }
        done += filled;
        if (progress)
            progress(done, m_size);
    }
    if (auto ready = readyToEnd(beforeFinalDot); !ready)
        return ready;
    m_result.phase = TransactionPhase::FinalDotSent;
    return m_dialogue.send("BDAT 0 LAST");
}

Result<void> SmtpTransaction::readyToEnd(const BeforeFinalDot &beforeFinalDot)
{
    if (auto quiet = checkEarly(); !quiet || !beforeFinalDot)
        return quiet;
    if (auto marked = beforeFinalDot(); !marked)
        return marked;
    // That took its time. What is known to be lost before the end of the message leaves nothing unknown.
    return checkEarly();
}

/// A verdict before the message is complete is about something else; taken for the answer to it, a message could be lost.
Result<void> SmtpTransaction::checkEarly()
{
    auto early = m_dialogue.earlyReply();
    if (!early)
        return early.error();
    if (!*early)
        return {};
    m_result.code = (*early)->code;
    m_result.reply = (*early)->text();
    if ((*early)->isPositive() || (*early)->code < 400)
        return makeError(ErrorKind::ProtocolError, "smtp.data", "an answer before the end of the message: " + m_result.reply);
    return errorFromReply(**early, ErrorKind::ServerRefused, "smtp.data");
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
