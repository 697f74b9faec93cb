// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Result.h"
#include "core/net/ByteSource.h"
#include "core/store/Records.h"

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

/// How one try to hand a message to a server ended.
struct DeliveryOutcome {
    std::vector<RecipientOutcome> recipients;
    std::optional<QString> acceptedReply;   ///< the answer to the final dot, when it was a 250
    bool mayHaveArrived = false;            ///< the end of the data may have reached the server and no answer came
    std::optional<Error> error;             ///< why it was not accepted
    std::function<void()> farewell;         ///< ends the connection politely, which may take seconds: once this outcome is recorded. May be empty
};

/// Hands a message to an account's server.
/// Thread: the send lane's.
class MailSender {
public:
    virtual ~MailSender() = default;

    struct Request {
        std::string from;                       ///< envelope sender
        std::vector<std::string> recipients;    ///< envelope recipients, at least one
        std::string file;                       ///< the message, CRLF lines; its Bcc field is left out on the wire
        /// Called once, before the final dot goes out: what it makes durable lets a crash be told from "never sent". An error ends the try.
        std::function<Result<void>()> beforeEnd;
        TransferProgress progress;
    };
    [[nodiscard]] virtual DeliveryOutcome deliver(const store::AccountRecord &account, const Request &request, const StopToken &stop) = 0;
};

} // namespace tern::outbox
