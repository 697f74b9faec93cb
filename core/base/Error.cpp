// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace tern {

std::string_view errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled: return "cancelled";
    case ErrorKind::HostNotFound: return "host_not_found";
    case ErrorKind::Offline: return "offline";
    case ErrorKind::ConnectionRefused: return "connection_refused";
    case ErrorKind::ConnectionLost: return "connection_lost";
    case ErrorKind::Timeout: return "timeout";
    case ErrorKind::TlsFailed: return "tls_failed";
    case ErrorKind::CertificateInvalid: return "certificate_invalid";
    case ErrorKind::CaptivePortal: return "captive_portal";
    case ErrorKind::ProxyFailed: return "proxy_failed";
    case ErrorKind::ProxySignInFailed: return "proxy_sign_in_failed";
    case ErrorKind::LoginDisabled: return "login_disabled";
    case ErrorKind::AuthenticationFailed: return "authentication_failed";
    case ErrorKind::AuthenticationUnavailable: return "authentication_unavailable";
    case ErrorKind::PasswordNeeded: return "password_needed";
    case ErrorKind::ConfirmationNeeded: return "confirmation_needed";
    case ErrorKind::ServerRefused: return "server_refused";
    case ErrorKind::ServerBusy: return "server_busy";
    case ErrorKind::ServerBye: return "server_bye";
    case ErrorKind::ProtocolError: return "protocol_error";
    case ErrorKind::QuotaExceeded: return "quota_exceeded";
    case ErrorKind::MailboxMissing: return "mailbox_missing";
    case ErrorKind::MessageMissing: return "message_missing";
    case ErrorKind::UidValidityChanged: return "uidvalidity_changed";
    case ErrorKind::RecipientRefused: return "recipient_refused";
    case ErrorKind::SenderRefused: return "sender_refused";
    case ErrorKind::MessageTooLarge: return "message_too_large";
    case ErrorKind::OutcomeUnknown: return "outcome_unknown";
    case ErrorKind::InvalidInput: return "invalid_input";
    case ErrorKind::NotFound: return "not_found";
    case ErrorKind::DiskFull: return "disk_full";
    case ErrorKind::ReadOnly: return "read_only";
    case ErrorKind::StorageDamaged: return "storage_damaged";
    case ErrorKind::Io: return "io";
    case ErrorKind::ProfileInUse: return "profile_in_use";
    case ErrorKind::Unsupported: return "unsupported";
    case ErrorKind::Internal: return "internal";
    }
    return "internal";
}

Retry defaultRetry(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound:
    case ErrorKind::Offline:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Timeout:
    case ErrorKind::CaptivePortal:
    case ErrorKind::ProxyFailed:
    case ErrorKind::ServerBusy:
    case ErrorKind::ServerBye:
    case ErrorKind::ProtocolError:
    case ErrorKind::Io:
        return Retry::WithBackoff;
    case ErrorKind::UidValidityChanged:
        return Retry::Now;
    case ErrorKind::TlsFailed:
    case ErrorKind::CertificateInvalid:
    case ErrorKind::ProxySignInFailed:
    case ErrorKind::LoginDisabled:
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::AuthenticationUnavailable:
    case ErrorKind::PasswordNeeded:
    case ErrorKind::ConfirmationNeeded:
    case ErrorKind::QuotaExceeded:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::DiskFull:
    case ErrorKind::ReadOnly:
    case ErrorKind::StorageDamaged:
    case ErrorKind::ProfileInUse:
        return Retry::AfterUserAction;
    case ErrorKind::Cancelled:
    case ErrorKind::ServerRefused:
    case ErrorKind::MailboxMissing:
    case ErrorKind::MessageMissing:
    case ErrorKind::RecipientRefused:
    case ErrorKind::SenderRefused:
    case ErrorKind::MessageTooLarge:
    case ErrorKind::InvalidInput:
    case ErrorKind::NotFound:
    case ErrorKind::Unsupported:
    case ErrorKind::Internal:
        return Retry::Never;
    }
    return Retry::Never;
}

Error makeError(ErrorKind kind, std::string where, std::string detail)
{
    return Error{kind, defaultRetry(kind), std::move(where), std::move(detail)};
}

Error errorFromErrno(int code, std::string where)
{
    ErrorKind kind = ErrorKind::Io;
    switch (code) {
    case ENOSPC:
    case EDQUOT: kind = ErrorKind::DiskFull; break;
    case EROFS:
    case EACCES:
    case EPERM: kind = ErrorKind::ReadOnly; break;
    case ENOENT: kind = ErrorKind::NotFound; break;
    case ECONNREFUSED: kind = ErrorKind::ConnectionRefused; break;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED: kind = ErrorKind::ConnectionLost; break;
    case ETIMEDOUT: kind = ErrorKind::Timeout; break;
    case ENETUNREACH:
    case ENETDOWN:
    case EHOSTUNREACH:
    case EADDRNOTAVAIL: kind = ErrorKind::Offline; break;
    default: break;
    }
    return makeError(kind, std::move(where), std::generic_category().message(code));
}

std::string Error::toString() const
{
    std::string text{errorKindName(kind)};
    if (!where.empty())
        text += " in " + where;
    if (!detail.empty())
        text += ": " + detail;
    return text;
}

} // namespace tern
