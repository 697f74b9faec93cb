// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"
#include "core/net/ByteSource.h"
#include "core/net/Endpoint.h"
#include "core/net/NetContext.h"
#include "core/net/SignInMethod.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tern::smtp {

struct SmtpConnectOptions {
    Endpoint endpoint;
    std::string user;                ///< empty: no sign-in
    crypto::Secret secret;           ///< password or access token
    SignInMethod method = SignInMethod::Automatic;
};

struct SmtpCapabilities {
    bool pipelining = false, eightBitMime = false, smtpUtf8 = false, size = false, startTls = false;
    bool chunking = false;           ///< BDAT [RFC 3030 §2]
    bool binaryMime = false;         ///< [RFC 3030 §3]
    bool dsn = false;                ///< reports of what becomes of a message can be asked for [RFC 3461]
    bool requireTls = false;         ///< [RFC 8689]
    std::uint64_t maxSize = 0;       ///< bytes; 0: none told
    std::vector<std::string> authMechanisms;
};

struct Envelope {
    std::string from;                ///< addr-spec, UTF-8
    std::vector<std::string> recipients;
    std::uint64_t size = 0;          ///< bytes, for SIZE
    bool eightBit = false;           ///< the message has 8-bit lines
    bool binary = false;             ///< it holds what is no text in lines: it goes out as it is, or not at all [RFC 3030]
    bool requireTls = false;         ///< to be handed on only over verified TLS, or to be returned [RFC 8689]
    bool reportDelivery = false;     ///< a report is wanted when it was delivered too, where the server can [RFC 3461]
    std::string id;                  ///< comes back in a report of a server that can; at most 100 bytes; may be empty
};

struct RecipientResult {
    std::string address;
    bool ok = false;
    bool temporary = false;          ///< 4xx
    int code = 0;
    std::string reply;               ///< the server's own words, lines joined by a space
};

/// How far a transaction came; decides what the ledger may conclude.
enum class TransactionPhase {
    NotStarted,
    Envelope,        ///< nothing that could deliver has been sent
    Data,            ///< content is on its way; without the final dot nothing is delivered
    FinalDotSent,    ///< no answer: the outcome is unknown
    Answered
};

struct TransactionResult {
    TransactionPhase phase = TransactionPhase::NotStarted;
    bool accepted = false;
    int code = 0;                    ///< of the answer after the final dot, or of what refused the whole
    std::string reply;               ///< the server's own text
    std::vector<RecipientResult> recipients; ///< in the envelope's order
    std::optional<Error> error;      ///< why it wasn't accepted
};

/// Messages that go out one after the other over one connection.
class OutgoingSeries {
public:
    virtual ~OutgoingSeries() = default;
    struct Mail {
        Envelope envelope;
        std::unique_ptr<ByteSource> source;
        std::function<Result<void>()> beforeFinalDot;   ///< as in SmtpSession::send()
        TransferProgress progress;
    };
    /// The next, or nothing. Called while the answer to the one before is on its way. What it gives is settled() later, in order, whatever happens.
    [[nodiscard]] virtual std::optional<Mail> next() = 0;
    virtual void settled(const TransactionResult &result) = 0;
};

/// A signed-in SMTP submission connection [RFC 5321, 6409, 4954, 3207]. vmime signs in; the transaction is ours.
/// Every call blocks, ends at once on stop, and has RFC 5321 §4.5.3.2's time-outs. Thread: the lane's.
class SmtpSession final {
public:
    /// Connects, EHLO, STARTTLS when the endpoint asks for it (never in the clear after that), signs in. Errors as imap::ImapSession::connect.
    [[nodiscard]] static Result<std::unique_ptr<SmtpSession>> connect(const SmtpConnectOptions &options, const NetContext &context);
    ~SmtpSession();
    SmtpSession(const SmtpSession &) = delete;
    SmtpSession &operator=(const SmtpSession &) = delete;

    [[nodiscard]] const SmtpCapabilities &capabilities() const;
    [[nodiscard]] bool isUsable() const;
    [[nodiscard]] std::string tlsDescription() const;

    /// One mail transaction. Addresses are checked before the first command (InvalidInput names the one). One refused recipient doesn't end it;
    /// if all are refused nothing is sent. `beforeFinalDot` is called when all content is out and the final dot is next: the ledger
    /// makes its mark there; an error from it ends the connection without the dot.
    [[nodiscard]] TransactionResult send(const Envelope &envelope, ByteSource &source,
                                         const std::function<Result<void>()> &beforeFinalDot = {},
                                         const std::function<void(std::uint64_t sent, std::uint64_t total)> &progress = {});
    /// Sends a series. With PIPELINING the envelope of the next message follows the final dot of the one before [RFC 2920 §3.1], so that each takes one
    /// round trip. Ends when there is no next, or when the connection can't be used any more.
    void sendAll(OutgoingSeries &series);
    /// Asks whether mail from `address` would be taken: MAIL, then RSET, so that nothing is sent. \return the server's own words.
    /// Errors: InvalidInput, Unsupported (it needs SMTPUTF8), SenderRefused, ServerBusy, ServerBye, those of the socket.
    [[nodiscard]] Result<std::string> trySender(const std::string &address);
    /// QUIT, at most two seconds; then closes. Never fails.
    void quit();

private:
    class Impl;
    explicit SmtpSession(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tern::smtp
