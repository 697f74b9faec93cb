// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/html/LockedView.h"

#include "ui/reader/html/MessageScheme.h"

#include <QEvent>
#include <QPrinter>
#include <QTimer>
#include <QWebEngineDownloadRequest>
#include <QWebEngineFindTextResult>
#include <QWebEngineHistory>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineSettings>
#include <QWebEngineView>

#include <algorithm>

namespace tern::ui {

namespace {

/// A page that goes nowhere: links are told, everything else is refused.
class LockedPage final : public QWebEnginePage {
public:
    LockedPage(QWebEngineProfile *profile, HtmlView &owner, QObject *parent) : QWebEnginePage(profile, parent), m_owner(owner) {}

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool mainFrame) override
    {
        // To a place within the message.
        if (type == NavigationTypeLinkClicked && mainFrame && url.hasFragment() && url.adjusted(QUrl::RemoveFragment) == this->url().adjusted(QUrl::RemoveFragment))
            return true;
        if (type == NavigationTypeTyped && mainFrame && (url.scheme() == QLatin1String(messageScheme()) || url == QUrl(QStringLiteral("about:blank"))))
            return true;
        if (type == NavigationTypeLinkClicked && m_owner.linkActivated)
            m_owner.linkActivated(url);
        return false;
    }
    QWebEnginePage *createWindow(WebWindowType) override
    {
        // target="_blank": hand the address on from a page that loads nothing.
        auto *catcher = new LinkCatcher(profile(), m_owner, this);
        return catcher;
    }
    QStringList chooseFiles(FileSelectionMode, const QStringList &, const QStringList &) override { return {}; }
    void javaScriptAlert(const QUrl &, const QString &) override {}
    bool javaScriptConfirm(const QUrl &, const QString &) override { return false; }
    bool javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *) override { return false; }

private:
    class LinkCatcher final : public QWebEnginePage {
    public:
        LinkCatcher(QWebEngineProfile *profile, HtmlView &owner, QObject *parent) : QWebEnginePage(profile, parent), m_owner(owner) {}

    protected:
        bool acceptNavigationRequest(const QUrl &url, NavigationType, bool) override
        {
            if (m_owner.linkActivated && !url.isEmpty() && url.scheme() != QStringLiteral("about"))
                m_owner.linkActivated(url);
            deleteLater();
            return false;
        }

    private:
        HtmlView &m_owner;
    };
    HtmlView &m_owner;
};

void lock(QWebEngineSettings *settings)
{
    using S = QWebEngineSettings;
    for (const auto attribute : {S::JavascriptEnabled, S::JavascriptCanOpenWindows, S::JavascriptCanAccessClipboard, S::JavascriptCanPaste,
                                 S::LocalStorageEnabled, S::LocalContentCanAccessRemoteUrls, S::LocalContentCanAccessFileUrls, S::PluginsEnabled,
                                 S::PdfViewerEnabled, S::FullScreenSupportEnabled, S::ScreenCaptureEnabled, S::WebGLEnabled, S::AutoLoadIconsForPage,
                                 S::HyperlinkAuditingEnabled, S::AllowGeolocationOnInsecureOrigins, S::AllowRunningInsecureContent, S::DnsPrefetchEnabled,
                                 S::ErrorPageEnabled, S::FocusOnNavigationEnabled, S::NavigateOnDropEnabled, S::AllowWindowActivationFromJavaScript})
        settings->setAttribute(attribute, false);
    settings->setAttribute(S::PlaybackRequiresUserGesture, true);
    settings->setUnknownUrlSchemePolicy(S::DisallowUnknownUrlSchemes);
}

} // namespace

LockedView::LockedView(QWidget *parent)
    : m_profile(std::make_unique<QWebEngineProfile>()), m_scheme(std::make_unique<MessageSchemeHandler>())
{
    // Without a name: off the record, nothing reaches the disk.
    m_profile->setHttpCacheType(QWebEngineProfile::NoCache);
    m_profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    m_profile->setSpellCheckEnabled(false);
    m_profile->setUrlRequestInterceptor(new OwnPartsOnly(m_profile.get()));
    m_profile->installUrlSchemeHandler(messageScheme(), m_scheme.get());
    QObject::connect(m_profile.get(), &QWebEngineProfile::downloadRequested, m_profile.get(), [](QWebEngineDownloadRequest *request) { request->cancel(); });
    lock(m_profile->settings());

    m_view = new QWebEngineView(parent);
    auto *page = new LockedPage(m_profile.get(), *this, m_view);
    lock(page->settings());
    m_view->setPage(page);
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setAcceptDrops(false);
    m_view->installEventFilter(this);
    QObject::connect(page, &QWebEnginePage::linkHovered, page, [this](const QString &url) {
        if (linkHovered)
            linkHovered(QUrl(url));
    });
    QObject::connect(page, &QWebEnginePage::loadFinished, page, [this](bool) {
        fit();
        if (rendered)
            rendered();
    });
    QObject::connect(page, &QWebEnginePage::contentsSizeChanged, this, &LockedView::fit);
    QObject::connect(page, &QWebEnginePage::renderProcessTerminated, this, [this](QWebEnginePage::RenderProcessTerminationStatus status, int) {
        if (status != QWebEnginePage::NormalTerminationStatus && died)
            died();
    });
}

LockedView::~LockedView()
{
    // The page must go before its profile.
    if (!m_view)
        return;
    m_view->removeEventFilter(this);
    m_view->page()->disconnect(this);
    delete m_view->page();
    delete m_view;
}

QWidget *LockedView::widget()
{
    return m_view;
}

/// What is wider than the window is made smaller, down to where it still can be read.
void LockedView::fit()
{
    constexpr qreal kSmallest = 0.6;
    const qreal wanted = m_view->page()->contentsSize().width();
    const qreal given = m_view->width();
    if (wanted <= given + 1 || given <= 0)
        return;
    const qreal zoom = std::max(kSmallest * m_zoom, m_view->zoomFactor() * given / wanted);
    if (zoom < m_view->zoomFactor() - 0.01)
        m_view->setZoomFactor(zoom);
}

bool LockedView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize) {
        m_view->setZoomFactor(m_zoom);
        // The page is laid out for the new width first.
        QTimer::singleShot(50, m_view, [this] { fit(); });
    }
    return false;
}

void LockedView::show(HtmlDocument document)
{
    m_view->page()->setBackgroundColor(document.pane);
    m_view->setZoomFactor(m_zoom);
    // Nobody goes back here: a message that was read is not kept.
    m_view->page()->history()->clear();
    m_view->load(m_scheme->setDocument(std::move(document)));
}

void LockedView::setZoom(double factor)
{
    m_zoom = factor;
    m_view->setZoomFactor(factor);
    QTimer::singleShot(50, m_view, [this] { fit(); });
}

void LockedView::find(const QString &text, int step, std::function<void(int, int)> done)
{
    m_view->page()->findText(text, step < 0 ? QWebEnginePage::FindBackward : QWebEnginePage::FindFlags(),
                             [done = std::move(done)](const QWebEngineFindTextResult &result) { done(result.activeMatch(), result.numberOfMatches()); });
}

void LockedView::toPdf(const QPageLayout &layout, std::function<void(QByteArray)> done)
{
    m_view->page()->printToPdf([done = std::move(done)](const QByteArray &bytes) { done(bytes); }, layout);
}

void LockedView::print(QPrinter &printer, std::function<void(bool)> done)
{
    QObject::connect(m_view, &QWebEngineView::printFinished, this, [done = std::move(done)](bool printed) { done(printed); }, Qt::SingleShotConnection);
    m_view->print(&printer);
}

void LockedView::clear()
{
    m_view->load(QUrl(QStringLiteral("about:blank")));
}

} // namespace tern::ui
