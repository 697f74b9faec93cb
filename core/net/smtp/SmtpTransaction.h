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

/// An envelope in the form that goes on the wire.
struct WireEnvelope {
    std::string from;
    std::vector<std::string> recipients;    ///< in the envelope's order
    bool needsUtf8 = false;                 ///< a local part is not ASCII: SMTPUTF8 [RFC 6531]
    std::string mail;                       ///< the MAIL command with its parameters, without CRLF
    std::vector<std::string> rcpt;          ///< the RCPT commands
};
/// Checks every address strictly and writes domains in ASCII (IDNA) where that is enough. Pure.
/// Errors: InvalidInput (names the address; no recipient), Unsupported (an address needs SMTPUTF8 and the server has none; REQUIRETLS or BINARYMIME is
/// wanted and not offered), MessageTooLarge (against the server's SIZE).
[[nodiscard]] Result<WireEnvelope> prepareEnvelope(const Envelope &envelope, const SmtpCapabilities &capabilities);

/// One mail transaction [RFC 5321 §3.3]: begin(), transfer(), conclude(), in this order, once. Another may be begun between transfer() and conclude().
/// Thread: the connection's; blocks.
class SmtpTransaction final {
public:
    using BeforeFinalDot = std::function<Result<void>()>;

    /// \param minute  RFC 5321 §4.5.3.2's minute: its time-outs are multiples of this, so that a test needn't wait for them.
    SmtpTransaction(SmtpDialogue &dialogue, const SmtpCapabilities &capabilities, std::chrono::milliseconds minute)
        : m_dialogue(dialogue), m_capabilities(capabilities), m_minute(minute)
    {
    }

    /// Checks the envelope and, where the server pipelines and it is short enough, sends it with DATA behind it. Reads nothing.
    void begin(const Envelope &envelope);
    /// What begin() did not send, the answers, and the content with its end.
    void transfer(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress);
    /// The end of the content may have reached the server, and its answer was not read.
    [[nodiscard]] bool awaitsVerdict() const { return !m_failed && m_result.phase == TransactionPhase::FinalDotSent; }
    [[nodiscard]] TransactionResult conclude();

    /// The three of them.
    [[nodiscard]] TransactionResult run(const Envelope &envelope, ByteSource &source, const BeforeFinalDot &beforeFinalDot,
                                        const TransferProgress &progress);

private:
    Result<void> sendEnvelope();
    Result<void> sendOneByOne();
    Result<void> sendGroups();
    Result<void> readGroup();
    Result<void> noteSender(const SmtpReply &reply);
    void noteRecipient(std::size_t index, const SmtpReply &reply);
    [[nodiscard]] Result<void> checkRecipients() const;
    Result<void> checkData(const SmtpReply &reply);
    Result<void> sendContent(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress);
    Result<void> streamContent(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress);
    Result<void> sendChunks(ByteSource &source, const BeforeFinalDot &beforeFinalDot, const TransferProgress &progress);
    Result<void> readyToEnd(const BeforeFinalDot &beforeFinalDot);
    Result<void> checkEarly();
    Result<void> readVerdict();
    void setMinutes(int minutes) { m_dialogue.setTimeout(m_minute * minutes); }
    void reset(const Error &cause);

    SmtpDialogue &m_dialogue;
    const SmtpCapabilities &m_capabilities;
    std::chrono::milliseconds m_minute;
    WireEnvelope m_wire;
    std::uint64_t m_size = 0;
    bool m_binary = false;
    bool m_groupSent = false;           ///< MAIL, every RCPT and DATA are out, and no answer was read
    bool m_dataAnswered = false;        ///< 354 was
    std::optional<Error> m_failed;
    TransactionResult m_result;
};

} // namespace tern::smtp
