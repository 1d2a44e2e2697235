import java.io.FileInputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.Security;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Speaks every version and cipher suite that this JDK knows, the broken ones included. Arguments: port, key store, its password. */
public class WeakTls {
  public static void main(String[] arguments) throws Exception {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "");
    char[] password = arguments[2].toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream file = new FileInputStream(arguments[1])) {
      store.load(file, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(Integer.parseInt(arguments[0]), 100, InetAddress.getByName("127.0.0.1"));
    server.setEnabledProtocols(new String[] {"SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"});
    server.setEnabledCipherSuites(server.getSupportedCipherSuites());
    while (true) {
      SSLSocket socket = (SSLSocket) server.accept();
      new Thread(
              () -> {
                try (socket) {
                  socket.setSoTimeout(5000);
                  socket.startHandshake();
                } catch (Exception refused) {
                  // The client hangs up after the first answer, or was refused: both are as expected.
                }
              })
          .start();
    }
  }
}
