// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/smtp/SmtpDialogue.h"
#include "core/net/smtp/SmtpSession.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tern::smtp {

/// The addresses of an envelope in the form that goes on the wire.
struct WireEnvelope {
    std::string from;
    std::vector<std::string> recipients;    ///< in the envelope's order
    bool needsUtf8 = false;                 ///< a local part is not ASCII: SMTPUTF8 [RFC 6531]
};
/// Checks every address strictly and writes domains in ASCII (IDNA) where that is enough. Pure.
/// Errors: InvalidInput (names the address; no recipient), Unsupported (an address needs SMTPUTF8 and the server has none),
/// MessageTooLarge (against the server's SIZE).
[[nodiscard]] Result<WireEnvelope> prepareEnvelope(const Envelope &envelope, const SmtpCapabilities &capabilities);

/// One mail transaction [RFC 5321 §3.3]. Used once.
/// Thread: the connection's; blocks.
class SmtpTransaction final {
public:
    using BeforeFinalDot = std::function<Result<void>()>;

    /// \param minute  RFC 5321 §4.5.3.2's minute: its time-outs are multiples of this, so that a test needn't wait for them.
    SmtpTransaction(SmtpDialogue &dialogue, const SmtpCapabilities &capabilities, std::chrono::milliseconds minute)
        : m_dialogue(dialogue), m_capabilities(capabilities), m_minute(minute)
    {
    }
    [[nodiscard]] TransactionResult run(const Envelope &envelope, ByteSource &source, const BeforeFinalDot &beforeFinalDot,
                                        const TransferProgress &progress);

private:
    Result<void> sendEnvelope(const Envelope &envelope, const WireEnvelope &wire);
    Result<void> sendOneByOne(const std::string &mail, const WireEnvelope &wire);
    Result<void> sendPipelined(const std::string &mail, const WireEnvelope &wire);
    Result<void> noteSender(const SmtpReply &reply);
    void noteRecipient(std::size_t index, const SmtpReply &reply);
    Result<void> checkRecipients() const;
    Result<void> sendContent(std::uint64_t size, ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress);
    Result<void> streamContent(std::uint64_t size, ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress);
    Result<void> readVerdict();
    void setMinutes(int minutes) { m_dialogue.setTimeout(m_minute * minutes); }
    void reset(const Error &cause);

    SmtpDialogue &m_dialogue;
    const SmtpCapabilities &m_capabilities;
    std::chrono::milliseconds m_minute;
    TransactionResult m_result;
};

} // namespace tern::smtp
