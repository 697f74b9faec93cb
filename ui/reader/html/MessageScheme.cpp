// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/html/MessageScheme.h"

#include <QBuffer>
#include <QRegularExpression>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineUrlScheme>

namespace tern::ui {

QByteArray messageScheme()
{
    return QByteArrayLiteral("tern-message");
}

void registerMessageScheme()
{
    QWebEngineUrlScheme scheme(messageScheme());
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Path);
    scheme.setFlags(QWebEngineUrlScheme::SecureScheme | QWebEngineUrlScheme::NoAccessAllowed);
    QWebEngineUrlScheme::registerScheme(scheme);
}

QByteArray wrapHtml(const QString &html, const QString &style, int number)
{
    QString body = html;
    // A message brings no policy, base or refresh of its own.
    static const QRegularExpression meta(QStringLiteral("<(meta|base|link)\\b[^>]*>"), QRegularExpression::CaseInsensitiveOption);
    body.remove(meta);
    static const QRegularExpression cid(QStringLiteral("(=\\s*[\"']?|url\\(\\s*[\"']?)cid:"), QRegularExpression::CaseInsensitiveOption);
    body.replace(cid, QStringLiteral("\\1%1:%2/cid/").arg(QString::fromLatin1(messageScheme())).arg(number));
    const QString head = QStringLiteral("<!doctype html><html><head><meta charset=\"utf-8\">"
                                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                                        "img-src %1: data:; form-action 'none'; base-uri 'none'\">"
                                        "<meta name=\"referrer\" content=\"no-referrer\"><style>%2</style></head><body>")
                             .arg(QString::fromLatin1(messageScheme()), style);
    return (head + body + QStringLiteral("</body></html>")).toUtf8();
}

QUrl MessageSchemeHandler::setDocument(HtmlDocument document, const QString &style)
{
    m_document = std::move(document);
    ++m_number;
    m_page = wrapHtml(m_document.html, style, m_number);
    return QUrl(QStringLiteral("%1:%2/body").arg(QString::fromLatin1(messageScheme())).arg(m_number));
}

void MessageSchemeHandler::requestStarted(QWebEngineUrlRequestJob *job)
{
    const QString path = job->requestUrl().path(QUrl::FullyDecoded);
    const QString own = QString::number(m_number) + u'/';
    const auto reply = [job](const QByteArray &type, const QByteArray &content) {
        auto *buffer = new QBuffer(job);
        buffer->setData(content);
        job->reply(type, buffer);
    };
    if (job->requestMethod() != "GET" || !path.startsWith(own))
        return job->fail(QWebEngineUrlRequestJob::RequestDenied);
    const QString what = path.mid(own.size());
    if (what == QStringLiteral("body"))
        return reply(QByteArrayLiteral("text/html"), m_page);
    const QString prefix = QStringLiteral("cid/");
    if (what.startsWith(prefix) && m_document.part) {
        const auto part = m_document.part(what.mid(prefix.size()));
        // Only pictures: a part must not become a document, a style or a script.
        if (part && part->type.startsWith("image/"))
            return reply(part->type, part->content);
    }
    job->fail(QWebEngineUrlRequestJob::UrlNotFound);
}

void OwnPartsOnly::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    const QString scheme = info.requestUrl().scheme();
    const bool own = scheme == QLatin1String(messageScheme()) || scheme == QStringLiteral("data");
    info.block(!own);
}

} // namespace tern::ui
