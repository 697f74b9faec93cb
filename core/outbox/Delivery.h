// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/net/ByteSource.h"
#include "core/store/Records.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tern::outbox {

/// What a server said to one recipient in one try.
struct RecipientOutcome {
    enum class Kind { NotTried, Accepted, RefusedForNow, Refused };
    QString address;
    Kind kind = Kind::NotTried;
    QString reply;
};

/// Whom messages are handed to.
struct DeliveryServer {
    QString name;                           ///< host:port
    QString tls;                            ///< version and cipher; empty: none
    bool takesReportWishes = false;         ///< it has DSN [RFC 3461]
};

/// Where messages are handed in: at an account's server, or at that of one of its identities which has its own.
struct Submission {
    store::AccountRecord account;
    std::optional<store::IdentityRecord> own;   ///< an identity with a server of its own

    [[nodiscard]] const store::ServerSettings &server() const { return own ? own->smtp : account.smtp; }
    /// "smtp.example.org:465"
    [[nodiscard]] QString serverName() const { return QString::fromStdString(server().host) % QLatin1Char(':') % QString::number(server().port); }
};

/// Whether two identities send through the same server as the same user, so that one connection serves both.
[[nodiscard]] inline bool shareServer(const store::IdentityRecord &a, const store::IdentityRecord &b)
{
    return a.smtp == b.smtp && a.auth == b.auth && a.secretSource == b.secretSource;
}

/// The wanted identity, if it has a server of its own; else null.
[[nodiscard]] inline const store::IdentityRecord *withOwnServer(const std::vector<store::IdentityRecord> &identities, IdentityId wanted)
{
    const auto found = std::find_if(identities.begin(), identities.end(), [wanted](const auto &one) { return one.id == wanted && !one.smtp.host.empty(); });
    return found == identities.end() ? nullptr : &*found;
}

/// How one try to hand a message to a server ended.
struct DeliveryOutcome {
    std::vector<RecipientOutcome> recipients;
    std::optional<QString> acceptedReply;   ///< the answer to the final dot, when it was a 250
    bool mayHaveArrived = false;            ///< the end of the data may have reached the server and no answer came
    std::optional<Error> error;             ///< why it was not accepted
};

/// A message for a server.
struct MailRequest {
    std::string from;                       ///< envelope sender
    std::vector<std::string> recipients;    ///< envelope recipients, at least one
    std::string file;                       ///< the message, CRLF lines; its Bcc field is left out on the wire
    UnixMillis dated = 0;                   ///< goes out in its Date field; 0: what the file says
    std::string id;                         ///< comes back in reports; may be empty
    bool reportDelivery = false;            ///< as in OutboxRecord
    bool requireTls = false;
    /// Called once, before the final dot goes out: what it makes durable lets a crash be told from "never sent". An error ends the try.
    std::function<Result<void>()> beforeEnd;
    TransferProgress progress;
};

/// Messages for one server, one after the other.
class MailQueue {
public:
    virtual ~MailQueue() = default;
    /// The next, or nothing. May be called while the answer to the one before is on its way.
    [[nodiscard]] virtual std::optional<MailRequest> next() = 0;
    /// A connection was signed in, over which the next ones go.
    virtual void connected(const DeliveryServer &server) = 0;
    /// How the try ended with the first that next() gave and that has no outcome yet.
    virtual void settled(const DeliveryOutcome &outcome) = 0;
};

/// Hands messages to a server.
/// Thread: the send lane's.
class MailSender {
public:
    virtual ~MailSender() = default;
    /// Until `queue` gives nothing more, or the server can't be talked to now: what it still has is not asked for then. Every message it gave has its
    /// outcome at the end. \return ends the connection politely, which may take seconds: for when the outcomes are recorded. May be empty
    [[nodiscard]] virtual std::function<void()> deliver(const Submission &to, MailQueue &queue, const StopToken &stop) = 0;
};

} // namespace tern::outbox
