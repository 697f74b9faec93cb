// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReaderBody.h"

#include "core/engine/Engine.h"
#include "core/mime/ParsedMessage.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/reader/TextBody.h"
#include "ui/reader/SenderWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace tern::ui {

namespace {
/// Starting the engine holds the window for some 0.1 s: not while a person steps through the list, and not before the text is painted.
constexpr int kBeforeFirstHtmlMs = 150;
constexpr int kTextMeanwhileMs = 250;
}

ReaderBody::ReaderBody(const WindowContext &context, QWidget *parent) : QWidget(parent), m_theme(context.theme), m_engine(context.engine), m_presenter(context), m_consent(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_banners = new QVBoxLayout;
    m_banners->setContentsMargins(24, 0, 24, 0);
    m_banners->setSpacing(8);
    column->addLayout(m_banners);
    m_content = new QVBoxLayout;
    m_content->setContentsMargins(0, 6, 0, 0);
    m_text = new TextBody(m_theme, this);
    m_content->addWidget(m_text);
    setFocusProxy(m_text);
    column->addLayout(m_content, 1);
    m_below = new QVBoxLayout;
    m_below->setContentsMargins(24, 0, 24, 0);
    column->addLayout(m_below);
    m_beforeFirst.setSingleShot(true);
    m_beforeFirst.setInterval(kBeforeFirstHtmlMs);
    connect(&m_beforeFirst, &QTimer::timeout, this, &ReaderBody::renderHtml);
    m_textMeanwhile.setSingleShot(true);
    m_textMeanwhile.setInterval(kTextMeanwhileMs);
    connect(&m_textMeanwhile, &QTimer::timeout, this, [this] { m_text->showText(m_message->parsed.text); });
    connect(&m_presenter, &HtmlPresenter::prepared, this, &ReaderBody::onPrepared);
    connect(&m_theme, &Theme::changed, this, [this] {
        if (m_html)
            prepareHtml();
    });
    connect(m_text, &TextBody::linkActivated, this, [this](const QUrl &url) { activate(url, true); });
    connect(m_text, &TextBody::linkHovered, m_text, [this](const QUrl &url) { m_text->setToolTip(url.toString(QUrl::FullyEncoded).toHtmlEscaped()); });
}

ReaderBody::~ReaderBody() = default;

Banner *ReaderBody::addBanner(int kind, const QString &text)
{
    auto *banner = new Banner(m_theme, static_cast<Banner::Kind>(kind), text, this);
    m_banners->addWidget(banner);
    return banner;
}

void ReaderBody::clearBanners()
{
    while (QLayoutItem *item = m_banners->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    delete m_link;
    m_link = nullptr;
}

void ReaderBody::clear()
{
    m_message.reset();
    m_presenter.cancel();
    m_wish = {};
    m_isFirst = false;
    m_deaths = 0;
    stopWaiting();
    clearBanners();
    m_html = false;
    setFocusProxy(m_text);
    m_text->showText(QString());
    m_text->show();
    if (m_host.isLoaded()) {
        HtmlView &view = m_host.view(this);
        view.widget()->hide();
        view.clear();
    }
}

void ReaderBody::showSnippet(const QString &snippet)
{
    clear();
    m_text->showText(snippet);
}

void ReaderBody::showError(const Error &error)
{
    clearBanners();
    const ErrorText words = errorText(error);
    Banner *banner = addBanner(static_cast<int>(Banner::Kind::Warning), words.sentence);
    if (error.retry != Retry::Never)
        connect(banner->addButton(tr("Try again")), &QAbstractButton::clicked, this, &ReaderBody::retryRequested);
    banner->setDetails(words.details);
}

void ReaderBody::showMessage(engine::OpenedMessagePtr message)
{
    clear();
    m_message = std::move(message);
    m_wish.remote = m_consent.isGiven(sender());
    askIfFirst();
    if (hasHtml() && !m_preferText && !HtmlHost::isWithoutSandbox())
        showAsHtml();
    else
        showAsText();
}

/// After the message is shown: in a large profile the answer takes a while.
void ReaderBody::askIfFirst()
{
    m_engine.isFirstFromSender(m_message, onUi(this, [this, asked = m_message](Result<bool> isFirst) {
        if (asked != m_message || !isFirst || !*isFirst)
            return;
        m_isFirst = true;
        setBanners();
    }));
}

bool ReaderBody::hasHtml() const
{
    return m_message && !m_message->parsed.html.isEmpty();
}

void ReaderBody::switchForm()
{
    if (hasHtml())
        m_html ? showAsText() : showAsHtml();
}

void ReaderBody::showAsText()
{
    m_html = false;
    stopWaiting();
    setFocusProxy(m_text);
    if (m_host.isLoaded())
        m_host.view(this).widget()->hide();
    m_text->showText(m_message->parsed.text);
    m_text->show();
    setBanners();
    Q_EMIT formChanged();
}

void ReaderBody::showAsHtml()
{
    m_html = true;
    m_text->show();
    if (m_host.isLoaded()) {
        // Within some 60 ms; text before it would only flicker.
        m_textMeanwhile.start();
    } else {
        m_text->showText(m_message->parsed.text);
        m_beforeFirst.start();
    }
    setBanners();
    prepareHtml();
    Q_EMIT formChanged();
}

void ReaderBody::prepareHtml()
{
    m_presenter.prepare(m_message, m_wish);
}

void ReaderBody::onPrepared()
{
    setBanners();
    if (!m_beforeFirst.isActive())
        renderHtml();
}

void ReaderBody::switchColours()
{
    if (!hasOriginalColours())
        return;
    m_wish.originalColours = !m_wish.originalColours;
    prepareHtml();
}

void ReaderBody::stopWaiting()
{
    m_beforeFirst.stop();
    m_textMeanwhile.stop();
}

void ReaderBody::renderHtml()
{
    if (!m_html || !m_presenter.html())
        return;
    HtmlView &view = m_host.view(this);
    if (m_content->indexOf(view.widget()) < 0) {
        m_content->addWidget(view.widget());
        view.linkActivated = [this](const QUrl &url) { activate(url, false); };
        view.linkHovered = [widget = view.widget()](const QUrl &url) { widget->setToolTip(url.toString(QUrl::FullyEncoded).toHtmlEscaped()); };
        view.died = [this] { onDied(); };
    }
    view.rendered = [this, &view] {
        if (!m_html)
            return;
        m_textMeanwhile.stop();
        const bool focused = m_text->hasFocus();
        m_text->hide();
        view.widget()->show();
        setFocusProxy(view.widget());
        if (focused)
            view.widget()->setFocus(Qt::OtherFocusReason);
    };
    view.show(m_presenter.document());
}

/// Once could have been anything; a message that breaks the view twice is read as text.
void ReaderBody::onDied()
{
    if (!m_message || !m_html)
        return;
    if (++m_deaths == 1)
        return showAsHtml();
    showAsText();
    clearBanners();
    Banner *banner = addBanner(static_cast<int>(Banner::Kind::Warning), tr("The HTML view broke over this message. This is its text."));
    connect(banner->addButton(tr("Try again")), &QAbstractButton::clicked, this, &ReaderBody::showAsHtml);
}

QString ReaderBody::sender() const
{
    const auto &from = m_message->parsed.from;
    return from.size() == 1 ? from.front().address : QString();
}

void ReaderBody::loadRemote()
{
    m_wish.remote = true;
    m_textMeanwhile.stop();
    prepareHtml();
}

/// What is on other machines: that it was not loaded, and the three ways to do it; or which of it never is.
void ReaderBody::addRemoteBar()
{
    int pictures = 0;
    QStringList hosts;
    QStringList trackers;
    for (const markup::RemotePicture &picture : m_presenter.html()->pictures) {
        const bool isTracker = picture.kind == markup::RemotePicture::Kind::Tracker;
        pictures += isTracker ? 0 : 1;
        QStringList &list = isTracker ? trackers : hosts;
        list.append(QString::fromStdString(picture.host));
    }
    const auto trackerCount = static_cast<int>(trackers.size());
    hosts.removeDuplicates();
    trackers.removeDuplicates();
    const QString blocked = tr("%n trackers are blocked.", nullptr, trackerCount);
    if (m_wish.remote || pictures == 0) {
        if (trackerCount > 0)
            addBanner(static_cast<int>(Banner::Kind::Neutral), blocked)->setDetails(trackers.join(u'\n'));
        return;
    }
    QString sentence = hosts.size() == 1 ? tr("%n images on %1 were not loaded: it would learn that you read this.", nullptr, pictures).arg(hosts.front())
                                         : tr("%n images on other machines were not loaded: they would learn that you read this.", nullptr, pictures);
    if (trackerCount > 0)
        sentence += u' ' + blocked;
    Banner *bar = addBanner(static_cast<int>(Banner::Kind::Neutral), sentence);
    bar->setDetails((hosts + trackers).join(u'\n'));
    connect(bar->addButton(tr("Load images")), &QAbstractButton::clicked, this, &ReaderBody::loadRemote);
    const QString address = sender();
    const QString domain = RemoteConsent::domainOf(address);
    if (domain.isEmpty())
        return;
    auto *always = bar->addButton(tr("Always…"));
    connect(always, &QAbstractButton::clicked, this, [this, always, address, domain] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        connect(menu->addAction(tr("For %1").arg(address)), &QAction::triggered, this, [this, address] {
            m_consent.giveToSender(address);
            loadRemote();
        });
        connect(menu->addAction(tr("For everybody at %1").arg(domain)), &QAction::triggered, this, [this, address] {
            m_consent.giveToDomain(address);
            loadRemote();
        });
        menu->popup(always->mapToGlobal(QPoint(0, always->height())));
    });
}

void ReaderBody::setBanners()
{
    clearBanners();
    const auto &parsed = m_message->parsed;
    if (const SenderNotice notice = senderNotice(m_message->sender, parsed, m_isFirst); !notice.sentence.isEmpty())
        addBanner(static_cast<int>(notice.isGrave ? Banner::Kind::Bad : Banner::Kind::Neutral), notice.sentence)->setDetails(notice.more);
    if (!parsed.defects.isEmpty())
        addBanner(static_cast<int>(Banner::Kind::Warning), tr("This message is damaged or unusual. What could be read is shown."))->setDetails(parsed.defects.join(u'\n'));
    if (!hasHtml())
        return;
    if (m_html) {
        if (m_presenter.html())
            addRemoteBar();
        return;
    }
    Banner *banner = HtmlHost::isWithoutSandbox()
        ? addBanner(static_cast<int>(Banner::Kind::Neutral), tr("Tern runs as root, so the HTML view has no sandbox. This is the text of the message."))
        : addBanner(static_cast<int>(Banner::Kind::Neutral), tr("This message also has an HTML form."));
    connect(banner->addButton(tr("Show as HTML")), &QAbstractButton::clicked, this, &ReaderBody::showAsHtml);
}

void ReaderBody::activate(const QUrl &url, bool targetWasVisible)
{
    const QString scheme = url.scheme().toLower();
    if (scheme == QStringLiteral("mailto"))
        Q_EMIT mailtoActivated(url);
    else if (scheme != QStringLiteral("http") && scheme != QStringLiteral("https"))
        return;
    else if (targetWasVisible)
        QDesktopServices::openUrl(url);
    else
        askBeforeOpening(url);
}

void ReaderBody::askBeforeOpening(const QUrl &url)
{
    delete m_link;
    // The whole address as it is on the wire: what a link says and where it goes are two things.
    m_link = new Banner(m_theme, Banner::Kind::Neutral, tr("This link goes to %1\n%2").arg(url.host(QUrl::FullyEncoded), url.toString(QUrl::FullyEncoded)), this);
    m_below->addWidget(m_link);
    const auto add = [this](const QString &text, auto act) {
        connect(m_link->addButton(text), &QAbstractButton::clicked, this, [this, act] {
            act();
            m_link->deleteLater();
            m_link = nullptr;
        });
    };
    add(tr("Open"), [url] { QDesktopServices::openUrl(url); });
    add(tr("Copy address"), [url] { QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded)); });
    add(tr("Close"), [] {});
}

} // namespace tern::ui
